"""The city's front door: what this is, how to begin, what is going on, who owes an answer."""
