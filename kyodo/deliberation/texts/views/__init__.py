"""Pages of texts, split by who opens them."""
