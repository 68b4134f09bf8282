"""The form of a pack: which bytes have to stand where, from the first to the last."""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

PRODUCT, FORMAT = "tracker-evidence-pack", 1
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
JOURNAL, INDEX, RESULT = "journal/journal.jsonl", "index.json", "assessment.json"
PLAN, EVIDENCE = "plan/", "evidence/"

# The form of the zip: every entry stored, one time stamp, no comments, so that its names, sizes and checksums settle every byte.


def local_header(name: str, size: int, crc: int) -> bytes:
    raw = name.encode()
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0x800, 0, 0, 0x21, crc, size, size, len(raw), 0) + raw


def directory_entry(name: str, size: int, crc: int, start: int) -> bytes:
    raw, mode = name.encode(), 0o100644 << 16
    numbers = (b"PK\1\2", 0x314, 20, 0x800, 0, 0, 0x21, crc, size, size, len(raw), 0, 0, 0, 0, mode, start)
    return struct.pack("<4s6H3L5H2L", *numbers) + raw


def end_record(count: int, size: int, start: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, start, 0)


def as_bytes(said: object) -> bytes:
    """The one spelling of the JSON files of a pack."""
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def entry(name: str, content: bytes) -> dict[str, Any]:
    digest = sha256(content).hexdigest()
    return {"name": name, "size": len(content), "sha256": digest, "crc32": zlib.crc32(content)}


def sums(entries: list[dict[str, Any]]) -> bytes:
    """As `sha256sum -c` reads it."""
    return "".join(f"{one['sha256']}  {one['name']}\n" for one in entries).encode()


def safe(name: str) -> bool:
    """Whether a name leads to a place below the folder it is unpacked in, and looks like what it is."""
    parts = name.split("/")
    return (
        bool(name)
        and name.isprintable()
        and "\\" not in name
        and ":" not in name
        and not {"", ".", ".."} & {*parts}
    )


@dataclass(frozen=True)
class Part:
    """A stretch of the file: bytes that are settled, or the content of an entry."""

    place: str
    start: int
    size: int
    settled: bytes = b""
    entry: dict[str, Any] | None = None


def layout(manifest: bytes, files: list[dict[str, Any]]) -> list[Part]:
    """What has to stand where, from the first byte to the last."""
    first = entry(MANIFEST, manifest)
    entries = [first, *files, entry(SUMS, sums([first, *files]))]
    found, directory, at = [], b"", 0
    for one in entries:
        header = local_header(one["name"], one["size"], one["crc32"])
        directory += directory_entry(one["name"], one["size"], one["crc32"], at)
        found.append(Part(f"{one['name']} 的文件头", at, len(header), header))
        found.append(Part(one["name"], at + len(header), one["size"], entry=one))
        at += len(header) + one["size"]
    found.append(Part("中央目录", at, len(directory), directory))
    end = end_record(len(entries), len(directory), at)
    return [*found, Part("结尾记录", at + len(directory), len(end), end)]
