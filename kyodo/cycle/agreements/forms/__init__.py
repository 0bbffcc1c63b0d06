"""Forms of the agreement, split by what they ask."""
