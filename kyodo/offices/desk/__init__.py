"""宿題と期限: who owes what to whom by when."""
