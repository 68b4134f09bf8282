"""The command line: the same questions and the same door as the pages."""

from tracker.cli.app import main

__all__ = ["main"]
