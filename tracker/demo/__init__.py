"""Demonstration data: invented facts on the real plan, entered through the one door under a simulated clock."""

from tracker.demo.make import TODAY, make

__all__ = ["TODAY", "make"]
