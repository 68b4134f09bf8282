"""Files kept under the hash of what they hold: written whole, the same bytes once, proven whenever they are read."""

from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from tracker.records.disk import place_whole
from tracker.records.journal import JournalUnwritable


class Lost(StrEnum):
    MISSING = "missing"
    """Not there, or out of reach."""
    ALTERED = "altered"


def held(file: Path, digest: str) -> bytes | Lost:
    """What a file holds, when that is what its hash says."""
    try:
        # A pipe in its place would keep the reader waiting.
        content = file.read_bytes() if file.is_file() else None
    except OSError:
        content = None
    if content is None:
        return Lost.MISSING
    return content if sha256(content).hexdigest() == digest else Lost.ALTERED


def keep_whole(file: Path, content: bytes, digest: str, what: str) -> None:
    """Writes the bytes; what lies there already is replaced only when it is not the same. `what` says it in Chinese.

    Raises JournalUnwritable when there is no room or no right to write.
    """
    try:
        if isinstance(held(file, digest), Lost):
            place_whole(file, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalUnwritable(
            error.errno, f"没有保存：{what}写不进去（{reason}）。请检查磁盘空间和权限后重新附上。"
        ) from error
