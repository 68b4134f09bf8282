"""佐证包核验程序：proves an evidence pack without the product; this one file, Python 3.8 or later, nothing to install."""

# The pack holds a copy of this file, so it imports nothing of the product and keeps to what Python 3.8 knows.
from __future__ import annotations

import argparse
import json
import re
import struct
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

PRODUCT, FORMAT = "tracker-evidence-pack", 1
MANIFEST, SUMS = "manifest.json", "SHA256SUMS"
JOURNAL, INDEX, RESULT = "journal/journal.jsonl", "index.json", "assessment.json"
PLAN, EVIDENCE = "plan/", "evidence/"
CHUNK, LARGEST_READ, LONGEST_LINE, MOST_SHOWN = 2**20, 32 * 2**20, 8 * 2**20, 20
LONGEST_SHOWN = 200
STRUCTURE = "压缩包结构"
GENESIS = "0" * 64
END_OF_MANIFEST = b"\n}\n"
SEAL = len(',"hash":"' + "0" * 64 + '"')

CODES = {
    "pack.unreadable": ("读不出这个文件（{what}）。", "请核对路径和权限。"),
    "pack.not-a-pack": ("这不是佐证包，或开头已损坏。", "请向出具单位重新索取。"),
    "pack.newer-format": (
        "佐证包是更新的格式（{what}），本核验程序读不懂。",
        "请用出具单位提供的新版核验程序。",
    ),
    "pack.expected": ("整包的 SHA-256 是 {what}，与给出的不同。", "这不是收据上的那一份，请向出具单位核对。"),
    "pack.manifest": ("清单 manifest.json 被改动，包内各件无从据以核对。", "请向出具单位重新索取。"),
    "pack.structure": ("压缩包结构被改动：{what}。", "请向出具单位重新索取。"),
    "pack.length": ("压缩包结构被改动：{what}。", "请向出具单位重新索取。"),
    "pack.extra": ("包里的 {what} 不在清单上，或出现不止一次。", "不要采信它，请向出具单位核对。"),
    "pack.altered": ("{what} 的内容被改动，与清单上的散列不一致。", "请向出具单位重新索取。"),
    "pack.chain": ("流水{what}。", "流水被改动，请向出具单位核对原始流水。"),
    "pack.head": ("流水到 {what} 为止，与清单登记的链头不一致。", "请向出具单位核对。"),
    "pack.head-lost": ("流水里没有链头 {what}。", "纸上的报告和这个包不出自同一份流水，请向出具单位核对。"),
    "pack.head-malformed": ("“{what}”不是印在报告上的链头。", "请写成“序号·散列”，如 123·0123456789ab。"),
    "pack.plan": ("方案副本的指纹与清单登记的不一致（{what}）。", "请向出具单位核对方案文件。"),
    "pack.index": ("佐证清单第 {what}。", "请向出具单位核对这一件佐证材料。"),
    "pack.result": ("评分所依据的记录 {what} 不在流水里。", "请向出具单位核对评分结果。"),
}
"""Code -> what is wrong and what to do; the word in braces is filled in where it is found."""

LIMITS = (
    "以上没有证明：填报的内容是否属实；评分是否算得对（可在产品中用 tracker verify-pack 重算）；"
    "Word 和 Excel 文件里的文字与评分结果是否一致（它们只按散列核对）。"
)
UNANCHORED = (
    "没有给出收据上的散列（--expect）或纸质报告上的链头（--head）：能写文件的人可以把整包连同清单重新做一遍，"
    "本次核验发现不了。请从收据、正式报告等另外的途径取得其中之一，再核验一次。"
)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: what, and in which part of the pack."""

    code: str
    place: str
    what: str = ""

    @property
    def message(self) -> str:
        return CODES[self.code][0].format(what=self.what)

    @property
    def cure(self) -> str:
        return CODES[self.code][1]


@dataclass
class Verdict:
    """What was found; `manifest` is None when there is none to be believed."""

    sha256: str = ""
    manifest: dict[str, Any] | None = None
    findings: list[Finding] = field(default_factory=list)
    records: int = 0
    given: int = 0
    left_out: int = 0
    vouched_plan: int = 0
    """Number of the record by which a locked quarter vouches for this very plan; 0 = none does."""
    anchored: bool = False

    @property
    def ok(self) -> bool:
        return self.manifest is not None and not self.findings

    def note(self, code: str, place: str, what: object = "") -> None:
        self.findings.append(Finding(code, place, str(what)[:LONGEST_SHOWN]))


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
        _Contents(stream, base, parts, verdict).prove(heads)


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


class _Contents:
    """What the files say: the chain of the journal, and that everything else rests on it."""

    def __init__(self, stream: BinaryIO, base: int, parts: list[Part], verdict: Verdict) -> None:
        self._stream, self._base, self._verdict = stream, base, verdict
        self._parts = {part.place: part for part in parts if part.entry}
        self._said = verdict.manifest or {}

    def prove(self, heads: tuple[str, ...]) -> None:
        index, result = self._json(INDEX, list), self._json(RESULT, dict)
        asked = [(text, *_printed(text)) for text in heads]
        wanted = {str(row.get("record")) for row in index} | set(_records_in(result))
        known: dict[str, dict[str, Any]] = {}
        held: set[str] = set()
        for record in self._chain():
            self._verdict.records += 1
            if record["id"] in wanted:
                known[record["id"]] = record
            if record["kind"] == "period_lock" and record["body"].get("plan") == self._said["plan"]:
                self._verdict.vouched_plan = record["seq"]
            held |= {
                text for text, seq, mark in asked if seq == record["seq"] and record["hash"].startswith(mark)
            }
        for text, seq, _ in asked:
            if text not in held:
                self._verdict.note("pack.head-lost" if seq else "pack.head-malformed", JOURNAL, text)
        self._verdict.anchored |= bool(asked)
        self._index(index, known)
        self._plan()
        for lost in sorted({*_records_in(result)} - known.keys())[:MOST_SHOWN]:
            self._verdict.note("pack.result", RESULT, lost)

    def _json(self, name: str, kind: type) -> Any:
        """What a file says; one that has been altered has been named already and says nothing."""
        try:
            said = json.loads(self._bytes(name).decode())
        except (ValueError, RecursionError):
            said = None
        if isinstance(said, list):
            said = [row for row in said if isinstance(row, dict)]
        return said if isinstance(said, kind) else kind()

    def _bytes(self, name: str) -> bytes:
        part = self._parts[name]
        self._stream.seek(self._base + part.start)
        return self._stream.read(part.size)

    def _chain(self) -> Iterator[dict[str, Any]]:
        """Every record that is what it was when it was written; a line that is not is named by its number."""
        note, seq, last = self._verdict.note, 0, (1, 1)
        prev: str | None = GENESIS
        part = self._parts[JOURNAL]
        at, end = self._base + part.start, self._base + part.start + part.size
        number = broken = 0
        while at < end and broken < MOST_SHOWN:
            self._stream.seek(at)
            line = self._stream.readline(min(LONGEST_LINE, end - at))
            at, number = at + len(line), number + 1
            record = _record(line)
            if record is None:
                note("pack.chain", JOURNAL, f"第 {number} 行的内容与它的散列不一致")
                # What the next line says of this one cannot be held against it.
                broken, seq, prev = broken + 1, seq + 1, None
                continue
            if prev not in (None, record["prev"]) or record["seq"] != seq + 1:
                note("pack.chain", JOURNAL, f"第 {number} 行没有接在上一条后面")
                broken += 1
            prev, seq, last = record["hash"], record["seq"], (record["index"], record["size"])
            yield record
        meant = self._said["heads"]["ledger"]
        if not broken and (seq, prev) != (meant["seq"], meant["hash"]):
            note("pack.head", JOURNAL, f"{seq}·{(prev or '')[:12]}")
        if not broken and last[0] != last[1]:
            note("pack.chain", JOURNAL, "最后一批记录不完整")

    def _index(self, rows: list[dict[str, Any]], known: dict[str, dict[str, Any]]) -> None:
        """Each piece of evidence is on record as the list says, and the file is in the pack, or is said not to be."""
        listed = set()
        for row in rows:
            number, record = row.get("number"), known.get(str(row.get("record")), {})
            body = record.get("body", {})
            spoken = next(
                (one for one in (body, body.get("content"), body.get("body")) if _speaks(one, row)), None
            )
            same = spoken is not None and all(
                row.get(name) == record.get(name) for name in ("by", "recorded_at")
            )
            if not same:
                self._verdict.note("pack.index", INDEX, f"{number} 号与流水的记录不一致")
            elif row.get("file") is None:
                self._verdict.left_out += bool(row.get("sha256"))
            elif (
                (meant := self._parts.get(str(row["file"])))
                and meant.entry
                and meant.entry["sha256"] == row["sha256"]
            ):
                self._verdict.given += meant.place not in listed
                listed.add(meant.place)
            else:
                self._verdict.note("pack.index", INDEX, f"{number} 号的文件不在包里，或不是流水登记的那一份")
        for name in self._parts:
            if name.startswith(EVIDENCE) and name not in listed:
                self._verdict.note("pack.index", name, f"？号：{name} 没有列在清单上")

    def _plan(self) -> None:
        """The fingerprint over the path and bytes of every file of the plan, in the order of the paths."""
        digest = sha256()
        for name in sorted(one for one in self._parts if one.startswith(PLAN)):
            for part in (name[len(PLAN) :].encode(), self._bytes(name)):
                digest.update(len(part).to_bytes(8, "big") + part)
        if digest.hexdigest() != self._said["plan"]:
            self._verdict.note("pack.plan", PLAN, digest.hexdigest()[:12])


def _record(line: bytes) -> dict[str, Any] | None:
    """The record of a line whose hash is that of its other bytes and of the line before it."""
    text = line[:-1]
    start = text.rfind(b',"hash":"')
    try:
        said = json.loads(text.decode())
        digest = sha256(said["prev"].encode() + b"\n" + text[:start] + text[start + SEAL :]).hexdigest()
        shaped = isinstance(said["id"], str) and isinstance(said["body"], dict) and said["kind"]
        numbers = all(type(said[name]) is int for name in ("seq", "index", "size"))
        return said if line.endswith(b"\n") and digest == said["hash"] and shaped and numbers else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _speaks(said: object, row: dict[str, Any]) -> bool:
    fields = ("sha256", "size", "name", "document_number")
    return (
        isinstance(said, dict)
        and (said.get("sha256") or said.get("document_number")) is not None
        and all(said.get(one) == row.get(one) for one in fields)
    )


def _records_in(said: object) -> Iterator[str]:
    """Ids in every list called `records`, however deep."""
    if isinstance(said, dict):
        for name, value in said.items():
            if name == "records" and isinstance(value, list):
                yield from map(str, value)
            else:
                yield from _records_in(value)
    elif isinstance(said, list):
        for one in said:
            yield from _records_in(one)


def _printed(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"\D*(\d{1,15})\s*条?\s*[·:：，,]\s*([0-9a-fA-F]{8,64})。?", text.strip())
    return (int(found[1]), found[2].lower()) if found else (0, "")


def words(verdict: Verdict) -> Iterator[str]:
    """What was found, what is proven and what is not, in lines."""
    for one in verdict.findings[:MOST_SHOWN]:
        yield f"错误：{one.place}：{one.message}{one.cure}（{one.code}）"
    if len(verdict.findings) > MOST_SHOWN:
        yield f"另有 {len(verdict.findings) - MOST_SHOWN} 处，不再列出。"
    if verdict.sha256:
        yield f"整包 SHA-256：{verdict.sha256}"
    if not verdict.ok or verdict.manifest is None:
        yield "结论：通不过核验。"
        return
    said = verdict.manifest
    yield f"结论：核验通过。{said['subject']['title']}，{said['made_at']}（UTC）出具。"
    yield f"逐字节核对：{len(said['files'])} 个文件与清单一致，压缩包里没有清单以外的任何字节。"
    head = said["heads"]["ledger"]
    yield f"流水 {verdict.records} 条从头至尾首尾相接，到链头 {head['seq']}·{head['hash'][:12]} 为止。"
    left = f"；{verdict.left_out} 件按规定没有随包提供" if verdict.left_out else ""
    yield f"佐证文件 {verdict.given} 份都是流水里登记的那一份{left}；评分所依据的记录都在流水里。"
    vouched = f"，与流水 {verdict.vouched_plan} 号锁定记录登记的一致" if verdict.vouched_plan else ""
    yield f"方案副本的指纹是 {said['plan'][:12]}{vouched}。"
    yield LIMITS
    if not verdict.anchored:
        yield UNANCHORED


def main() -> int:
    """Exit code 0: nothing is wrong; 1: something is; 2: it could not be asked."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(description="核验佐证包：不需要产品，也不需要数据库。")
    parser.add_argument("file", type=Path, help="佐证包（.zip）")
    parser.add_argument("--expect", default="", help="收据上的整包 SHA-256")
    parser.add_argument(
        "--head", action="append", default=[], help="纸质报告上印的流水链头，如 123·0123456789ab"
    )
    asked = parser.parse_args()
    verdict = verify(asked.file, asked.expect, tuple(asked.head))
    for line in words(verdict):
        print("".join(one if one.isprintable() else "?" for one in line))
    return 0 if verdict.ok else 1


if __name__ == "__main__":
    sys.exit(main())
