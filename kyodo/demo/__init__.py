"""見本の市: 織瀬市, told as data and played through the real acts of every room, in the order of time."""
