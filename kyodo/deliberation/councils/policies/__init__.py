"""Who may do what, with bodies and with meetings."""
