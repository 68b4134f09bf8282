"""An office's existing ledger taken over: its columns and rows are read as fields and tasks, shown, and then recorded at once."""
