"""Copies of official texts under their hash in data/sources: written whole or not at all, and never trusted unproven."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from tracker.problems import Place, Problem
from tracker.records.disk import stamp
from tracker.records.kept import Lost, held, keep_whole
from tracker.sources.codes import problem
from tracker.sources.text import Lines, read_lines

FOLDER = "sources"
KEPT_TEXTS = 32


def kept_file(data: Path, digest: str, form: str) -> Path:
    """Where a copy is kept; hash and format come from a record, so they are checked."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest) or not re.fullmatch(r"[a-z]{3,4}", form):
        raise ValueError(f"not a copy: {digest!r}.{form}")
    return data / FOLDER / f"{digest}.{form}"


def keep(data: Path, content: bytes, form: str) -> str:
    """Keeps the bytes and returns their hash. Raises JournalUnwritable when there is no room or no right to write."""
    digest = sha256(content).hexdigest()
    keep_whole(kept_file(data, digest, form), content, digest, "原文副本")
    return digest


def kept_stamp(data: Path, digest: str, form: str) -> object:
    """What changes when the kept copy is written, altered or removed; None while it is not there or out of reach."""
    file = kept_file(data, digest, form)
    try:
        return stamp(file)
    except OSError:
        return None


def kept_lines(data: Path, digest: str, form: str, name: str) -> tuple[Lines | None, tuple[Problem, ...]]:
    """The text of a kept copy, read again only when its file changes; a missing or altered copy is a problem."""
    return _read(kept_file(data, digest, form), digest, name, kept_stamp(data, digest, form))


@lru_cache(maxsize=KEPT_TEXTS)
def _read(file: Path, digest: str, name: str, _: object) -> tuple[Lines | None, tuple[Problem, ...]]:
    content = held(file, digest)
    if isinstance(content, Lost):
        return None, (problem(f"source.copy-{content}", Place(f"{FOLDER}/{file.name}"), name),)
    lines, problems = read_lines(content, file.name)
    return lines, tuple(problems)
