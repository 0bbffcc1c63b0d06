"""協働事業: what both sides carry out together, told as it goes, until its report."""
