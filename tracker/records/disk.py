"""Writing that survives a power cut: a file changes as a whole and is on the disk when the call returns."""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path


def append_whole(file: Path, data: bytes) -> None:
    """Adds all of `data` in one write, or leaves the file as it was and raises OSError."""
    created = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        before = os.fstat(handle).st_size
        try:
            if os.write(handle, data) != len(data):
                # The kernel writes what fits; what is missing then has no room.
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(handle)
            if created:
                sync_folder(file.parent)
                sync_folder(file.parent.parent)
        except BaseException:
            with suppress(OSError):
                os.ftruncate(handle, before)
                os.fsync(handle)
            raise
    finally:
        os.close(handle)


def write_whole(file: Path, data: bytes) -> None:
    """Puts a new file in the place of the old one."""
    part = file.with_name(file.name + ".part")
    with part.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
    sync_folder(file.parent)


def place_whole(file: Path, data: bytes) -> None:
    """Like `write_whole`, through a file of one's own: two people may keep the same content at the same time."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=".unfinished-", suffix=".part", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).chmod(0o640)
        Path(part).replace(file)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    sync_folder(file.parent.parent)


def cut(file: Path, size: int) -> None:
    with file.open("rb+") as stream:
        stream.truncate(size)
        os.fsync(stream.fileno())


def stamp(file: Path) -> tuple[int, int, int] | None:
    """What changes when a file is written, grows, shrinks or is replaced; None when there is no file."""
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
