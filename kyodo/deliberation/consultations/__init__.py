"""意見公募: the public comment, from its announcement to the answer that each voice receives."""
