"""The register as files: in the municipal manner, as the national framework and as the world's groups are told."""

from .gif import legal_entities
from .hsds import organizations
from .register import open_data, register_file

__all__ = ["legal_entities", "open_data", "organizations", "register_file"]
