"""会議体: bodies, terms, seats, meetings, minutes, 諮問・答申."""
