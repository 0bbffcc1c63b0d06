"""審査: result of the screening, decision of a named officer, and notice, as three acts with their reasons."""
