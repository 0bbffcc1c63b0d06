"""What this room asks for: bodies and calls, meetings, minutes, chains."""
