"""Children made by fork, so that a kill costs a few milliseconds, and what each of them said before it died."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from random import Random

Say = Callable[[str], None]
"""Tells the parent that something is done; a person would see “已保存” now."""
Work = Callable[[Say], None]


def fork(work: Work) -> tuple[int, int]:
    """A child that does the work, and the pipe on which it is heard."""
    ear, mouth = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 0
        try:
            os.close(ear)
            work(lambda text: os.write(mouth, text.encode() + b"\n") and None)
        except BaseException:
            traceback.print_exc()
            code = 1
        finally:
            os._exit(code)
    os.close(mouth)
    return child, ear


def killed(works: list[Work], chance: Random, within: float, first: bool = True) -> list[list[str]]:
    """What each child said before all were killed at one random moment, after the first word if `first`."""
    children = [fork(work) for work in works]
    heard = [os.read(ear, 2**16) if first else b"" for _, ear in children]
    time.sleep(chance.uniform(0, within))
    for child, _ in children:
        os.kill(child, signal.SIGKILL)
    return [_last_words(child, ear, said) for (child, ear), said in zip(children, heard, strict=True)]


def done(work: Work) -> list[str]:
    """What a child said that was left to finish. The parent starts no threads of its own, so it can fork again."""
    child, ear = fork(work)
    return _last_words(child, ear, b"", finished=True)


def _last_words(child: int, ear: int, said: bytes, finished: bool = False) -> list[str]:
    with os.fdopen(ear, "rb") as pipe:
        said += pipe.read()
    _, status = os.waitpid(child, 0)
    assert status == 0 or (os.WIFSIGNALED(status) and not finished), f"a child failed: {status}"
    # The kill may have cut the last word short; only whole words were heard.
    return said[: said.rfind(b"\n") + 1].decode().splitlines()
