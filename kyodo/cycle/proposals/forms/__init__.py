"""What talks, proposals and their handling ask for: on the screen, by link, at the counter."""
