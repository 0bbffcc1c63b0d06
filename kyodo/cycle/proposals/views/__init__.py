"""Pages of proposals: for everybody, for whoever writes, for talks, for the city, for questions."""
