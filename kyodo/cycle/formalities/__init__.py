"""形態の手続き: what each of the nine forms has to be made sure of, which papers it takes, and how far a case has come."""
