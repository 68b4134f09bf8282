"""Messages beside the ledger: whom to reach, through which channel, what became of each attempt, what has been read."""

FOLDER = "messages"
"""Where in the data folder all of it lies."""
