"""Reading the index: what is searchable (`catalogue`), where words occur (`index`), what a reader is shown (`results`)."""

from .card import Card, Source
from .catalogue import sources
from .index import Query
from .results import Hit, Results, search

__all__ = ["Card", "Hit", "Query", "Results", "Source", "search", "sources"]
