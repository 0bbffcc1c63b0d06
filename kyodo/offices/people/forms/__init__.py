"""The forms of people's own pages, those of the sign-in library in our words, and what that library asks of us."""
