"""Accountability tracker for official plans."""
