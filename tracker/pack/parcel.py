"""Writes a pack as the verifier wants it: the manifest first, every entry stored, every byte settled by names and content."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from tracker.pack import verifier

MOST = 2**32 - 2**20
"""Bytes; the form of the zip knows no larger file."""


@dataclass(frozen=True)
class Item:
    """One file of a pack. It is read twice: for the manifest, and when it is written."""

    name: str
    content: Callable[[], bytes]


class TooLargeError(ValueError):
    """More than the form of the zip can hold; `size` in bytes."""

    def __init__(self, size: int) -> None:
        super().__init__(str(size))
        self.size = size


class ChangedError(RuntimeError):
    """A file was not the same when it was read again."""


def write(items: Sequence[Item], said: Mapping[str, object], target: BinaryIO) -> str:
    """Writes the pack and returns its SHA-256; `said` is what the manifest says beside the files.

    Equal content gives equal bytes. Raises TooLargeError before anything is written.
    """
    contents = {item.name: item.content for item in items}
    files = [verifier.entry(item.name, item.content()) for item in items]
    if (size := sum(int(one["size"]) + 1000 for one in files)) >= MOST or len(files) > 60_000:
        raise TooLargeError(size)
    about = {"product": verifier.PRODUCT, "format": verifier.FORMAT, **said, "files": files}
    manifest = verifier.as_bytes(about)
    contents[verifier.MANIFEST] = lambda: manifest
    listed = verifier.sums([verifier.entry(verifier.MANIFEST, manifest), *files])
    contents[verifier.SUMS] = lambda: listed
    digest = sha256()
    for part in verifier.layout(manifest, files):
        content = contents[part.entry["name"]]() if part.entry else part.settled
        if part.entry and sha256(content).hexdigest() != part.entry["sha256"]:
            raise ChangedError(part.place)
        digest.update(content)
        target.write(content)
    return digest.hexdigest()
