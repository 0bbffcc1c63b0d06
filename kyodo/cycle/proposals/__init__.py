"""提案と事前相談: a talk before, a proposal written in small steps, its formal check, and the section's written opinion."""
