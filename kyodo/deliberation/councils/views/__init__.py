"""Pages of bodies, of meetings and minutes, of chains."""
