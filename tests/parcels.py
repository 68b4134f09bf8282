"""Zip parcels (workbooks, documents) with a part put in, changed or faked."""

import io
import re
import struct
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile


def parcel(*names: str) -> bytes:
    """One whose parts say nothing."""
    target = io.BytesIO()
    with ZipFile(target, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return target.getvalue()


def rebuilt(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """The same parcel with its parts changed, its checksums right again."""
    source, target = ZipFile(io.BytesIO(data)), io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, change(name, source.read(name)))
    return target.getvalue()


def of_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    return rebuilt(data, lambda name, content: change(content) if name == part else content)


def added(data: bytes, name: str, content: bytes) -> bytes:
    target = io.BytesIO(data)
    with ZipFile(target, "a", ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return target.getvalue()


def put(data: bytes, name: str, content: bytes) -> bytes:
    """With one part put in, or put in the place of the one of that name."""
    there = name in ZipFile(io.BytesIO(data)).namelist()
    return of_part(data, name, lambda _: content) if there else added(data, name, content)


def crowded(data: bytes) -> bytes:
    """With hundreds of parts more."""
    target = io.BytesIO(data)
    with ZipFile(target, "a") as made:
        for number in range(600):
            made.writestr(f"xl/media/{number}", b"")
    return target.getvalue()


def lying(data: bytes, name: str, size: int) -> bytes:
    """The directory says 100 bytes of a part more, and far more would come out."""
    bomb = bytearray(added(data, name, bytes(size)))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(signature), bytes(bomb)):
            at = found.start() + offset
            if struct.unpack_from("<I", bomb, at)[0] == size:
                struct.pack_into("<I", bomb, at, 100)
    return bytes(bomb)
