"""Pages of the lists: of the city, and of one case."""
