"""Zip parcels from outside (.xlsx, .docx), looked into and unpacked under limits before a library may read them."""

import io
import struct
import zlib
from collections.abc import Callable, Collection
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MEGABYTE = 1024 * 1024
MAX_UNPACKED = 50 * MEGABYTE
MAX_RATIO = 100
MAX_ENTRIES = 500
DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, OSError, LookupError, RuntimeError, ValueError)
"""What the library raises over a damaged parcel, as far as a thousand damaged ones have shown."""


class ParcelRefusedError(Exception):
    """`reason` is old-format, encrypted, too-large, macros or not-a-parcel."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def unpacked(
    data: bytes,
    needed: Collection[str],
    wanted: Callable[[str], bool] = lambda _: True,
    taken: dict[str, bytes] | None = None,
) -> bytes:
    """The same parcel stored without compression, so that what was measured here is what is read later.

    `needed` are names, in small letters, of entries without which it is not the kind of file that is expected; only
    entries that are `wanted`, by their name in small letters, are taken out of it. `taken` gets them by their name too.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ParcelRefusedError(
            "encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old-format"
        )
    clean = io.BytesIO()
    try:
        with ZipFile(io.BytesIO(data)) as parcel, ZipFile(clean, "w") as stored:
            entries = parcel.infolist()
            total = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED or total > MAX_RATIO * len(data):
                raise ParcelRefusedError("too-large")
            names = [entry.filename.lower() for entry in entries]
            # Of two entries of one name one would be measured and the other read.
            if not set(needed) <= set(names) or len(set(names)) < len(names):
                raise ParcelRefusedError("not-a-parcel")
            if any("vbaproject" in name or "macrosheets/" in name for name in names):
                raise ParcelRefusedError("macros")
            for entry in entries:
                if not wanted(entry.filename.lower()):
                    continue
                if entry.flag_bits & 1:
                    raise ParcelRefusedError("encrypted")
                if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                    raise ParcelRefusedError("not-a-parcel")
                # No more is inflated than the directory declares, and the checksum tells when it lied.
                with parcel.open(entry) as opened:
                    content = opened.read(entry.file_size + 1)
                stored.writestr(ZipInfo(entry.filename), content)
                if taken is not None:
                    taken[entry.filename] = content
    # zipfile raises NotImplementedError for a parcel of a later version of the format than it knows.
    except DAMAGED as error:
        raise ParcelRefusedError("not-a-parcel") from error
    return clean.getvalue()
