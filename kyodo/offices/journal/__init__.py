"""記録: the append-only, hash-chained journal of every act."""
