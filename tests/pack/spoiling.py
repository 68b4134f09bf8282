"""Ways to change a pack, from a slip of the disk to a forger who makes it anew."""

import json
import warnings
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from tracker.pack import verifier
from tracker.pack.parcel import Item, write


def parts(pack: Path) -> list[verifier.Part]:
    """What stands where in a sound pack."""
    with zipfile.ZipFile(pack) as archive:
        manifest = archive.read(verifier.MANIFEST)
    return verifier.layout(manifest, json.loads(manifest)["files"])


def flipped(content: bytes, at: int, bit: int = 0) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]


def rebuilt(
    pack: Path,
    target: Path,
    changed: Mapping[str, bytes] | None = None,
    said: Callable[[dict[str, Any]], None] = lambda _: None,
    without: tuple[str, ...] = (),
) -> Path:
    """A forger's work: other content, and manifest, sums and structure all made to fit."""
    with zipfile.ZipFile(pack) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(contents.pop(verifier.MANIFEST))
    contents.pop(verifier.SUMS)
    for name in ("files", "product", "format"):
        about.pop(name)
    said(about)
    contents |= changed or {}
    items = [
        Item(name, lambda content=content: content)
        for name, content in contents.items()
        if name not in without
    ]  # type: ignore[misc]
    with target.open("wb") as stream:
        write(items, about, stream)
    return target


def lines(pack: Path) -> list[bytes]:
    """Of the journal."""
    with zipfile.ZipFile(pack) as archive:
        return archive.read(verifier.JOURNAL).splitlines(keepends=True)


def sealed(line: bytes, prev: str | None = None, **changes: object) -> bytes:
    """A journal line with other content and a hash that fits it."""
    said = {**json.loads(line), **changes}
    said.pop("hash")
    if prev is not None:
        said["prev"] = prev
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    said["hash"] = sha256(said["prev"].encode() + b"\n" + text.encode()).hexdigest()
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def entry_added(pack: Path, target: Path, name: str, content: bytes) -> Path:
    """As an ordinary program adds an entry, also one of a name that is there already."""
    target.write_bytes(pack.read_bytes())
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr(name, content)
    return target
