"""What every drill is told, and how it says how far it is."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    kills: int | None = None
    """None = as many as the drill itself finds enough."""
    seed: int = 1


def show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress}   ", end="\r", file=sys.stderr, flush=True)
