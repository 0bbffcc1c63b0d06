"""課から課への依頼: one section asks another, so that nobody outside is sent from counter to counter."""
