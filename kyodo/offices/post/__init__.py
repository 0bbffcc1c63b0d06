"""通知: letters, the outbox, what people want to be told."""
