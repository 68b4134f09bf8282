"""A process of our own that reads a file of unknown origin for us, within limits, and may die without harm."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

CHILD_SECONDS = 30
CHILD_MEMORY = 1024 * 1024 * 1024


class ChildDiedError(Exception):
    """It crashed, was stopped at a limit, or said something that is no JSON."""


def ask(module: str, data: bytes, *words: str) -> Any:
    """What ``python -m module words…`` prints as JSON when `data` is its standard input."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, *words],
            input=data,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=True,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "OPENBLAS_NUM_THREADS": "1"},
        )
        return json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ChildDiedError(module) from error


def confine() -> bytes:
    """In the child: set the limits, then read standard input."""
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    limit = pages * resource.getpagesize() + CHILD_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS))
    return sys.stdin.buffer.read()
