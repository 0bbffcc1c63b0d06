"""市: sections, wards, calendar, principle sets, the city's own numbers."""
