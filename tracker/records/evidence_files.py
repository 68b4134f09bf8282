"""Evidence files under their hash in data/evidence: written whole, the same bytes once, proven each time they are read."""

import re
from hashlib import sha256
from pathlib import Path

from tracker.problems import Place, Problem
from tracker.records.codes import problem
from tracker.records.disk import place_whole
from tracker.records.journal import JournalUnwritable

FOLDER = "evidence"


def evidence_file(data: Path, digest: str) -> Path:
    """Where a file is kept; the hash comes from a record, so it is checked."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"not a hash: {digest!r}")
    return data / FOLDER / digest[:2] / digest


def keep(data: Path, content: bytes) -> str:
    """Keeps the bytes and returns their hash; what lies there already is replaced only when it is not the same.

    Raises JournalUnwritable when there is no room or no right to write.
    """
    digest = sha256(content).hexdigest()
    file = evidence_file(data, digest)
    try:
        if not (file.is_file() and sha256(file.read_bytes()).hexdigest() == digest):
            place_whole(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalUnwritable(
            error.errno, f"没有保存：佐证材料写不进去（{reason}）。请检查磁盘空间和权限后重新附上。"
        ) from error
    return digest


def is_kept(data: Path, digest: str) -> bool:
    return evidence_file(data, digest).is_file()


def proven(data: Path, digest: str, name: str) -> bytes | Problem:
    """The bytes as they were kept; a file that is missing or has been altered is a problem that names it."""
    file = evidence_file(data, digest)
    place = Place(file=file.relative_to(data).as_posix())
    try:
        # A pipe in its place would keep the reader waiting.
        content = file.read_bytes() if file.is_file() else None
    except OSError:
        content = None
    if content is None:
        return problem("evidence.missing", place, what=name)
    if sha256(content).hexdigest() != digest:
        return problem("evidence.altered", place, what=name)
    return content
