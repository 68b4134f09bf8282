"""A pack read as one that somebody hostile may have made: its manifest believed only as far as its bytes agree."""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from tracker.pack.verifier.findings import LONGEST_SHOWN, MOST_SHOWN, Verdict
from tracker.pack.verifier.form import (
    FORMAT,
    INDEX,
    JOURNAL,
    MANIFEST,
    PLAN,
    PRODUCT,
    RESULT,
    SUMS,
    Part,
    as_bytes,
    entry,
    layout,
    local_header,
    safe,
    sums,
)
from tracker.pack.verifier.proof import Proof

CHUNK, LARGEST_READ = 2**20, 32 * 2**20
STRUCTURE = "压缩包结构"
END_OF_MANIFEST = b"\n}\n"


def verify(file: Path, expect: str = "", heads: tuple[str, ...] = ()) -> Verdict:
    """Reads the file as one that somebody hostile may have made; writes nothing."""
    verdict = Verdict()
    try:
        with file.open("rb") as stream:
            _verify(stream, file, expect, heads, verdict)
    except (OSError, OverflowError, RecursionError) as error:
        verdict.note("pack.unreadable", file.name, error)
    return verdict


def _verify(stream: BinaryIO, file: Path, expect: str, heads: tuple[str, ...], verdict: Verdict) -> None:
    digest, length = sha256(), 0
    for part in iter(lambda: stream.read(CHUNK), b""):
        digest.update(part)
        length += len(part)
    verdict.sha256, verdict.anchored = digest.hexdigest(), bool(expect)
    if expect and re.sub(r"\s", "", expect).lower() != verdict.sha256:
        verdict.note("pack.expected", file.name, verdict.sha256)
    base, content = _manifest(stream)
    if content is None:
        verdict.note("pack.not-a-pack", file.name)
        return
    manifest = _read_manifest(content, verdict)
    if manifest is None:
        return
    parts = layout(content, manifest["files"])
    if not _vouched(stream, base, content, parts):
        verdict.note("pack.manifest", MANIFEST)
        return
    verdict.manifest = manifest
    in_place = _compare(stream, base, length, parts, verdict)
    if base or length != parts[-1].start + parts[-1].size:
        _strangers(file, [part.entry["name"] for part in parts if part.entry], verdict)
    if in_place:
        Proof(stream, base, parts, verdict).prove(heads)


def _manifest(stream: BinaryIO) -> tuple[int, bytes | None]:
    """Where the zip begins, and the bytes of its first entry; the first one is the manifest."""
    stream.seek(0)
    head = len(local_header(MANIFEST, 0, 0))
    data = stream.read(LARGEST_READ + head)
    base = 0
    if not (data.startswith(b"PK\3\4") or data[30:head] == MANIFEST.encode()):
        found = re.search(
            re.escape(b"PK\3\4") + b".{26}" + re.escape(MANIFEST.encode()), data[:CHUNK], re.DOTALL
        )
        if found is None:
            return 0, None
        base = found.start()
    # The closing brace of the object is the only one at the beginning of a line.
    end = data.find(END_OF_MANIFEST, base + head)
    if end < 0:
        return base, b"" if data[base + 30 : base + head] == MANIFEST.encode() else None
    return base, data[base + head : end + len(END_OF_MANIFEST)]


def _read_manifest(content: bytes, verdict: Verdict) -> dict[str, Any] | None:
    try:
        said = json.loads(content.decode())
        if said["product"] != PRODUCT:
            verdict.note("pack.not-a-pack", MANIFEST)
        elif said["format"] != FORMAT:
            verdict.note("pack.newer-format", MANIFEST, said["format"])
        elif as_bytes(said) != content or not _credible(said):
            raise ValueError("not as it is written")
        else:
            return dict(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        verdict.note("pack.manifest", MANIFEST)
    return None


def _credible(said: dict[str, Any]) -> bool:
    files, heads = said["files"], said["heads"]
    names = [one["name"].casefold() for one in files]
    return (
        {*names} >= {JOURNAL, INDEX, RESULT}
        and len({*names}) == len(names)
        and not {MANIFEST.casefold(), SUMS.casefold()} & {*names}
        and all(safe(one["name"]) and type(one["size"]) is int and 0 <= one["size"] < 2**32 for one in files)
        and all(type(one["crc32"]) is int and 0 <= one["crc32"] < 2**32 for one in files)
        and all(re.fullmatch("[0-9a-f]{64}", one["sha256"]) for one in (*files, {"sha256": said["plan"]}))
        and type(heads["ledger"]["seq"]) is int
        and all(isinstance(heads[chain]["hash"], str) for chain in ("ledger", "access"))
        and sum(one["size"] + 1000 for one in files) < 2**32
        and all(one["size"] <= LARGEST_READ for one in files if one["name"] in (INDEX, RESULT))
        and all(one["size"] <= LARGEST_READ for one in files if one["name"].startswith(PLAN))
        and all(0 < len(text) <= LONGEST_SHOWN for text in (said["subject"]["title"], said["made_at"]))
    )


def _vouched(stream: BinaryIO, base: int, content: bytes, parts: list[Part]) -> bool:
    """Whether the checksum before the manifest or the list at the end knows these bytes; both are compared again later."""
    stream.seek(base)
    if stream.read(18)[14:] == struct.pack("<L", zlib.crc32(content)):
        return True
    listed = parts[-3]
    stream.seek(base + listed.start)
    return stream.read(listed.size).startswith(sums([entry(MANIFEST, content)]))


def _compare(stream: BinaryIO, base: int, length: int, parts: list[Part], verdict: Verdict) -> bool:
    """Every byte against what it has to be; False where bytes were put in or taken out: only the first place tells then."""
    meant = parts[-1].start + parts[-1].size
    if base:
        verdict.note("pack.length", STRUCTURE, f"开头多出 {base} 字节")
    if length - base != meant:
        more = length - base - meant
        verdict.note("pack.length", STRUCTURE, f"比清单所列{'多出' if more > 0 else '短少'} {abs(more)} 字节")
    for part in parts:
        stream.seek(base + part.start)
        if part.entry is None:
            there = stream.read(part.size)
            same = there == part.settled
            at = next((n for n in range(len(there)) if there[n] != part.settled[n]), len(there))
            what = f"{part.place}，第 {base + part.start + at + 1} 字节"
        else:
            same, what = _same(stream, part.entry), part.place
        if not same:
            if part.entry:
                verdict.note("pack.altered", part.place, what)
            else:
                verdict.note("pack.structure", STRUCTURE, what)
            if length - base != meant:
                return False
    return True


def _same(stream: BinaryIO, meant: dict[str, Any]) -> bool:
    digest, crc, left = sha256(), 0, meant["size"]
    while left and (part := stream.read(min(CHUNK, left))):
        digest.update(part)
        crc, left = zlib.crc32(part, crc), left - len(part)
    return not left and digest.hexdigest() == meant["sha256"] and crc == meant["crc32"]


def _strangers(file: Path, names: list[str], verdict: Verdict) -> None:
    """Entries that an ordinary program would show and the manifest does not know."""
    try:
        with zipfile.ZipFile(file) as archive:
            there = Counter(archive.namelist())
    except Exception:  # whatever the library makes of a damaged directory; that it is damaged has been said
        return
    for name in sorted((there - Counter(names)).keys())[:MOST_SHOWN]:
        verdict.note("pack.extra", name[:200], name[:200])
