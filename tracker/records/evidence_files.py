"""Evidence files under their hash in data/evidence: written whole, the same bytes once, proven each time they are read."""

import re
from hashlib import sha256
from pathlib import Path

from tracker.problems import Place, Problem
from tracker.records.codes import problem
from tracker.records.kept import Lost, held, keep_whole

FOLDER = "evidence"


def evidence_file(data: Path, digest: str) -> Path:
    """Where a file is kept; the hash comes from a record, so it is checked."""
    if not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise ValueError(f"not a hash: {digest!r}")
    return data / FOLDER / digest[:2] / digest


def keep(data: Path, content: bytes) -> str:
    """Keeps the bytes and returns their hash. Raises JournalUnwritable when there is no room or no right to write."""
    digest = sha256(content).hexdigest()
    keep_whole(evidence_file(data, digest), content, digest, "佐证材料")
    return digest


def is_kept(data: Path, digest: str) -> bool:
    return evidence_file(data, digest).is_file()


def proven(data: Path, digest: str, name: str) -> bytes | Problem:
    """The bytes as they were kept; a file that is missing or has been altered is a problem that names it."""
    file = evidence_file(data, digest)
    content = held(file, digest)
    if isinstance(content, Lost):
        return problem(f"evidence.{content}", Place(file=file.relative_to(data).as_posix()), what=name)
    return content
