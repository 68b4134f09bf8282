"""What every drill is told, and how it says how far it is."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    kills: int = 120
    seed: int = 1


def show(progress: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress}   ", end="\r", file=sys.stderr, flush=True)
