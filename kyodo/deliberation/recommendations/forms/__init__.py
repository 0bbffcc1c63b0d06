"""The forms of recommendations and plans, split by meaning."""
