"""Reading bodies, meetings, minutes and chains."""
