"""Copies of official texts under their hash in data/sources: written whole or not at all, and never trusted unproven."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from tracker.problems import Place, Problem
from tracker.records.disk import place_whole, stamp
from tracker.records.journal import JournalUnwritable
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
    """Keeps the bytes and returns their hash; what lies there under it already is replaced only when it is not the same.

    Raises JournalUnwritable when there is no room or no right to write.
    """
    digest = sha256(content).hexdigest()
    file = kept_file(data, digest, form)
    try:
        if file.is_file() and sha256(file.read_bytes()).hexdigest() == digest:
            return digest
        place_whole(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalUnwritable(
            error.errno, f"没有保存：原文副本写不进去（{reason}）。请检查磁盘空间和权限后重新附上。"
        ) from error
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
    place = Place(f"{FOLDER}/{file.name}")
    try:
        # A pipe in its place would keep the reader waiting.
        content = file.read_bytes() if file.is_file() else None
    except OSError:
        content = None
    if content is None:
        return None, (problem("source.copy-missing", place, name),)
    if sha256(content).hexdigest() != digest:
        return None, (problem("source.copy-altered", place, name),)
    lines, problems = read_lines(content, file.name)
    return lines, tuple(problems)
