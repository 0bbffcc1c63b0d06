"""指針・条例: texts of the city as documents, versions and provisions, whose every change has a cause."""
