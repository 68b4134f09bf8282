"""A copy of everything that cannot be made again, proven when it is written, and again before and after it is restored."""
