"""Reading the index: what is searchable (`catalogue`), where words occur (`index`), what a reader is shown (`results`)."""

from .catalogue import Card, Source, sources
from .index import Query
from .results import Hit, Results, search

__all__ = ["Card", "Hit", "Query", "Results", "Source", "search", "sources"]
