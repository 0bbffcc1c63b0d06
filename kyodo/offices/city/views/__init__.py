"""Pages of the city's office: beginning, sections, rules, duties and people."""
