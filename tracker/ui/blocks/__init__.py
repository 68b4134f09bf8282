"""Pieces of the larger screens: each makes one block of HTML from a view and its judged state."""
