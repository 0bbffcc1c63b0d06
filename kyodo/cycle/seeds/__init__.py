"""協働の種: needs, problems and ideas from either side, each with a human answer owed by a date that everybody sees."""
