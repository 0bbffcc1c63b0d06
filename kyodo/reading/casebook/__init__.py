"""One collaboration on one page, both sides in two equal columns; the list of all; practice cases."""
