"""Who is told what, of bodies and of meetings."""
