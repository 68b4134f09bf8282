"""Messages beside the ledger: whom to reach, through which channel, what became of each attempt, what has been read."""
