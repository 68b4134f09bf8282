"""`python -m tests.eval`: the plan reader against the readings of people, scored text by text."""
