"""人: accounts, one person one record, capacities."""
