"""States and kinds of bodies and of meetings."""
