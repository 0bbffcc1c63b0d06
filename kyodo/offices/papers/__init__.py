"""文書: files, their disclosure, printed output."""
