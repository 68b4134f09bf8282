"""A process of our own that reads files of unknown origin for us, within limits, and may die without harm."""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any

CHILD_SECONDS = 30
CHILD_MEMORY = 1024 * 1024 * 1024
START_SECONDS = 30
"""A busy machine may take long to start Python; that is not the file's fault."""


class ChildDiedError(Exception):
    """It crashed, was stopped at a limit, or said something that is no JSON."""


@dataclass(frozen=True)
class Limits:
    """What one file may cost: seconds of the processor, seconds by the clock, bytes of memory in all."""

    cpu: float
    wall: float
    memory: int


def ask(module: str, data: bytes, *words: str) -> Any:
    """What ``python -m module words…`` prints as JSON when `data` is its standard input."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", module, *words],
            input=data,
            capture_output=True,
            timeout=CHILD_SECONDS,
            check=True,
            env=_environment(),
        )
        return json.loads(child.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ChildDiedError(module) from error


def confine() -> bytes:
    """In the child of `ask`: set the limits, then read standard input."""
    _limit(_pages(0) + CHILD_MEMORY)
    resource.setrlimit(resource.RLIMIT_CPU, (CHILD_SECONDS, CHILD_SECONDS))
    return sys.stdin.buffer.read()


class Helper:
    """One child for many files: starting Python costs more than reading one. A new one is started after a death.

    ``with Helper(module, limits) as helper: helper.ask(data, **question)``; its module calls `serve`.
    """

    def __init__(self, module: str, limits: Limits) -> None:
        self._module, self._limits = module, limits
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *error: object) -> None:
        self._end()

    def ask(self, data: bytes, **question: object) -> Any:
        """What the child says of `data`; raises ChildDiedError when the file has killed it."""
        if self._child is None:
            self._child = self._started()
        header = json.dumps({"size": len(data), **question}).encode() + b"\n"
        said = self._exchange(self._child, (header, data), self._limits.wall)
        try:
            return json.loads(said)
        except ValueError as error:
            self._end()
            raise ChildDiedError(self._module) from error

    def _started(self) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(
            [sys.executable, "-m", self._module, str(self._limits.memory), str(self._limits.cpu)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        # It says a line when it is ready; the file's own time begins after that.
        if not self._exchange(child, (), START_SECONDS):
            raise ChildDiedError(self._module)
        return child

    def _exchange(self, child: subprocess.Popen[bytes], question: Iterable[bytes], seconds: float) -> bytes:
        if child.stdin is None or child.stdout is None:
            raise TypeError(child)
        stop = Timer(seconds, child.kill)
        stop.daemon = True
        stop.start()
        try:
            child.stdin.writelines(question)
            child.stdin.flush()
            return child.stdout.readline()
        except OSError:
            return b""
        finally:
            stop.cancel()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:
                    # What was still on its way to a child that is dead.
                    continue
        child.wait()


def serve(answer: Callable[[bytes, Mapping[str, Any]], object]) -> None:
    """In the child of a Helper: answer one question after the other until there are no more."""
    memory, cpu = int(sys.argv[1]), float(sys.argv[2])
    # The address space holds more than what is in memory, so that the allowance is what may still be added.
    _limit(_pages(0) + memory - _pages(1))
    said = sys.stdout.buffer
    said.write(b"{}\n")
    said.flush()
    while header := sys.stdin.buffer.readline():
        question = json.loads(header)
        data = sys.stdin.buffer.read(question.pop("size"))
        # Unlike a limit on the processor it counts from now, in fractions of a second; its signal ends the process.
        signal.setitimer(signal.ITIMER_PROF, cpu)
        answered = json.dumps(answer(data, question)).encode()
        signal.setitimer(signal.ITIMER_PROF, 0)
        said.write(answered + b"\n")
        said.flush()


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _pages(which: int) -> int:
    """Bytes of address space (0) or of memory (1) that this process has now, where the system tells."""
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[which]) * resource.getpagesize() if told.exists() else 0


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).parents[2]), "OPENBLAS_NUM_THREADS": "1"}
