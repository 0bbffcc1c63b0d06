"""協定: purpose, goals, roles and clauses that both sides state blind, reconcile, draw up, confirm and amend together."""
