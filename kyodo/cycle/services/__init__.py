"""事務事業と協働点検: the register of what the city does, and each year's look at what citizens could share in."""
