"""What the files of a pack prove: one unbroken journal, and that evidence, plan and result rest on it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO

from tracker.pack.verifier.findings import MOST_SHOWN, Verdict
from tracker.pack.verifier.form import EVIDENCE, INDEX, JOURNAL, PLAN, RESULT, Part

LONGEST_LINE = 8 * 2**20
GENESIS = "0" * 64
SEAL = len(',"hash":"' + "0" * 64 + '"')


class Proof:
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
