"""提言と推進プラン: what was recommended, what came of it, and who says so."""
