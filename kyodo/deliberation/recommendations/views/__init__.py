"""Pages of recommendations and plans, split by who comes to them."""
