"""Acts on bodies and seats, on meetings, minutes and chains."""
