"""`python -m tracker.cli` does what the `tracker` command does."""

from tracker.cli import main

main()
