import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.problems import Problem
from tracker.records.chain import canonical, digest
from tracker.records.journal import Entry, FileJournal, JournalDamaged

Lines = list[bytes]
ALL = [1, 2, 3, 4, 5, 6, 7, 8, 9]


def edited(line: bytes, **changes: object) -> bytes:
    """Changed by hand, the hash left as it was."""
    return canonical(json.loads(line) | changes).encode()


def forged(line: bytes, **changes: object) -> bytes:
    """Changed by someone who knows how the hash is made."""
    content = json.loads(line) | changes
    del content["hash"]
    return canonical(content | {"hash": digest(content["prev"], canonical(content).encode())}).encode()


def rewritten(lines: Lines) -> Lines:
    """The first record changed and every later one chained to it anew."""
    chained: Lines = []
    for line in lines:
        prev = json.loads(chained[-1])["hash"] if chained else "0" * 64
        chained.append(forged(line, prev=prev, by="他人"))
    return chained


def without(lines: Lines, *numbers: int) -> Lines:
    return [line for number, line in enumerate(lines, start=1) if number not in numbers]


def order(lines: Lines, *numbers: int) -> Lines:
    return [lines[number - 1] for number in numbers]


def replace(lines: Lines, number: int, line: bytes) -> Lines:
    return [*lines[: number - 1], line, *lines[number:]]


DAMAGE: dict[str, tuple[Callable[[Lines], Lines], list[tuple[str, int]], list[int]]] = {
    "one line edited": (
        lambda lines: replace(lines, 4, edited(lines[3], by="他人")),
        [("journal.edited-line", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "the last line edited": (
        lambda lines: replace(lines, 9, edited(lines[8], unit="区住建委")),
        [("journal.edited-line", 9)],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
    "only the spelling edited, the JSON value the same": (
        lambda lines: replace(lines, 2, lines[1].replace(b'","', b'", "', 1)),
        [("journal.edited-line", 2)],
        [1, 3, 4, 5, 6, 7, 8, 9],
    ),
    "two neighbours edited": (
        lambda lines: replace(replace(lines, 4, edited(lines[3], by="甲")), 5, edited(lines[4], by="乙")),
        [("journal.edited-line", 4), ("journal.edited-line", 5)],
        [1, 2, 3, 6, 7, 8, 9],
    ),
    "one line edited, its hash made anew": (
        lambda lines: replace(lines, 4, forged(lines[3], by="他人")),
        [("journal.edited-line", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "the last line edited, its hash made anew": (
        lambda lines: replace(lines, 9, forged(lines[8], by="他人")),
        [("journal.replaced", 9)],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
    "a line missing": (
        lambda lines: without(lines, 4),
        [("journal.missing-line", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "the first line missing": (
        lambda lines: without(lines, 1),
        [("journal.missing-line", 1)],
        [2, 3, 4, 5, 6, 7, 8, 9],
    ),
    "lines missing in two places": (
        lambda lines: without(lines, 2, 3, 6),
        [("journal.missing-line", 2), ("journal.missing-line", 4)],
        [1, 4, 5, 7, 8, 9],
    ),
    "the last line missing": (
        lambda lines: without(lines, 9),
        [("journal.cut-off", 9)],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
    "the tail missing, within a batch": (
        lambda lines: without(lines, 7, 8, 9),
        [("journal.cut-off", 7)],
        [1, 2, 3, 4, 5, 6],
    ),
    "everything missing": (lambda lines: [], [("journal.cut-off", 1)], []),
    "two neighbours swapped": (
        lambda lines: order(lines, 1, 2, 4, 3, 5, 6, 7, 8, 9),
        [("journal.reordered", 4)],
        ALL,
    ),
    "a line moved down": (
        lambda lines: order(lines, 1, 3, 4, 5, 6, 7, 2, 8, 9),
        [("journal.reordered", 7)],
        ALL,
    ),
    "a line moved up": (
        lambda lines: order(lines, 1, 8, 2, 3, 4, 5, 6, 7, 9),
        [("journal.reordered", 2)],
        ALL,
    ),
    "a line twice": (
        lambda lines: order(lines, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9),
        [("journal.duplicated-line", 4)],
        ALL,
    ),
    "a copy further up": (
        lambda lines: order(lines, 1, 7, 2, 3, 4, 5, 6, 7, 8, 9),
        [("journal.duplicated-line", 2)],
        ALL,
    ),
    "the last line twice": (
        lambda lines: order(lines, *ALL, 9),
        [("journal.duplicated-line", 10)],
        ALL,
    ),
    "a blank line": (
        lambda lines: [*lines[:3], b"", *lines[3:]],
        [("journal.blank-line", 4)],
        ALL,
    ),
    "a blank line in place of a record": (
        lambda lines: replace(lines, 4, b"  "),
        [("journal.blank-line", 4), ("journal.missing-line", 5)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "bytes that are no UTF-8": (
        lambda lines: replace(lines, 4, lines[3].replace("条".encode(), b"\xcc\xf5")),
        [("journal.not-utf8", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "a line that is no JSON": (
        lambda lines: replace(lines, 4, b"see e-mail"),
        [("journal.unreadable-line", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "a line torn in the middle of the file": (
        lambda lines: replace(lines, 4, lines[3][:50]),
        [("journal.unreadable-line", 4)],
        [1, 2, 3, 5, 6, 7, 8, 9],
    ),
    "two lines run together": (
        lambda lines: [*lines[:3], lines[3] + lines[4], *lines[5:]],
        [("journal.unreadable-line", 4)],
        [1, 2, 3, 6, 7, 8, 9],
    ),
    "zeros in a saved line": (
        lambda lines: replace(lines, 8, lines[7].replace(b"haidian", b"\0" * 7)),
        [("journal.unreadable-line", 8)],
        [1, 2, 3, 4, 5, 6, 7, 9],
    ),
    "a forged line slipped in": (
        lambda lines: [*lines[:4], forged(lines[4], by="他人"), *lines[4:]],
        [("journal.inserted-line", 5)],
        ALL,
    ),
    "a forged line far ahead": (
        lambda lines: [*lines, forged(lines[8], seq=10**14, prev=json.loads(lines[8])["hash"])],
        [("journal.edited-line", 10)],
        ALL,
    ),
    "a line of a later version": (
        lambda lines: replace(lines, 9, forged(lines[8], v=2)),
        [("journal.newer-version", 9)],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
    "another type in a field": (
        lambda lines: replace(lines, 9, forged(lines[8], body="已完成")),
        [("journal.unreadable-line", 9)],
        [1, 2, 3, 4, 5, 6, 7, 8],
    ),
}


def found(problems: tuple[Problem, ...]) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_with_its_line_and_the_rest_is_read(
    name: str, nine: Path, journal: FileJournal, entry: Callable[..., Entry]
) -> None:
    damage, expected, survivors = DAMAGE[name]
    before = {record.seq: record for record in journal.read().records}
    file = nine / "journal.jsonl"
    lines = damage(file.read_bytes().splitlines())
    file.write_bytes(b"".join(line + b"\n" for line in lines))

    ledger = FileJournal(nine).read()

    assert found(ledger.problems) == expected
    assert [record.seq for record in ledger.records] == survivors
    assert all(record == before[record.seq] for record in ledger.records)
    assert all(str(problem.place).startswith("journal/journal.jsonl 第") for problem in ledger.problems)
    assert journal.read() == ledger, "an instance that had read the file before sees the same"
    with pytest.raises(JournalDamaged) as refused:
        journal.append(lambda _: [entry()])
    assert refused.value.problems == ledger.problems


def test_a_gap_is_named_by_its_lines_and_records(nine: Path) -> None:
    file = nine / "journal.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(without(lines, 4, 5)))
    [problem] = FileJournal(nine).read().problems
    assert problem.message == "第 3 行与第 4 行之间缺少第 4 至 5 号记录。"


@pytest.mark.parametrize(
    "said", [None, b"", b"{}", b'{"seq": 1}', b"[]", b'{"seq":2,"hash":"0","check":"0"}']
)
def test_without_its_witness_the_end_is_not_proven(nine: Path, said: bytes | None) -> None:
    (nine / "head.json").unlink()
    if said is not None:
        (nine / "head.json").write_bytes(said)
    ledger = FileJournal(nine).read()
    assert found(ledger.problems) == [("journal.head-missing", None)]
    assert [record.seq for record in ledger.records] == ALL


def test_a_chain_made_anew_from_the_first_line_is_told_by_the_witness(nine: Path) -> None:
    file = nine / "journal.jsonl"
    file.write_bytes(b"".join(line + b"\n" for line in rewritten(file.read_bytes().splitlines())))
    ledger = FileJournal(nine).read()
    assert found(ledger.problems) == [("journal.replaced", 9)]
    assert [record.seq for record in ledger.records] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_old_witness_is_noticed(nine: Path, journal: FileJournal, entry: Callable[..., Entry]) -> None:
    old = (nine / "head.json").read_bytes()
    journal.append(lambda _: [entry()])
    journal.append(lambda _: [entry()])
    (nine / "head.json").write_bytes(old)
    assert found(journal.read().problems) == [("journal.head-behind", 11)]


def test_the_file_replaced_by_another_journal(
    nine: Path, tmp_path: Path, entry: Callable[..., Entry], journal: FileJournal
) -> None:
    other = FileJournal(tmp_path / "other")
    for _ in range(12):
        other.append(lambda _: [entry("别的台账")])
    (tmp_path / "other" / "journal.jsonl").replace(nine / "journal.jsonl")
    ledger = journal.read()
    assert ("journal.replaced", 9) in found(ledger.problems)
    assert len(ledger.records) == 12


def test_an_edit_in_place_while_the_file_grows(
    nine: Path, journal: FileJournal, entry: Callable[..., Entry]
) -> None:
    assert not journal.read().problems
    file = nine / "journal.jsonl"
    FileJournal(nine).append(lambda _: [entry()])
    file.write_bytes(file.read_bytes().replace("第 1 条".encode(), "第 8 条".encode()))
    assert found(journal.read().problems) == [("journal.edited-line", 2)]


def test_verify_trusts_nothing_remembered(nine: Path, journal: FileJournal) -> None:
    assert not journal.verify().problems
    file = nine / "journal.jsonl"
    stat = file.stat()
    with file.open("rb+") as stream:
        stream.seek(20)
        stream.write(b"#")
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert not journal.read().problems, "the edit hides behind an unchanged time stamp"
    assert found(journal.verify().problems) == [("journal.edited-line", 1)]


lines_of = st.integers(min_value=0, max_value=8)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_small_damage_is_detected_and_what_stands_before_is_read(nine: Path, data: st.DataObject) -> None:
    file = nine / "journal.jsonl"
    intact = (nine / "intact").read_bytes() if (nine / "intact").exists() else file.read_bytes()
    (nine / "intact").write_bytes(intact)
    lines = intact.splitlines(keepends=True)
    damage = data.draw(st.sampled_from(["flip", "delete", "swap", "cut"]))
    if damage == "flip":
        at = data.draw(st.integers(min_value=0, max_value=len(intact) - 1))
        bit = data.draw(st.integers(min_value=0, max_value=7))
        damaged = intact[:at] + bytes([intact[at] ^ 1 << bit]) + intact[at + 1 :]
        first = intact.count(b"\n", 0, at)
    elif damage == "delete":
        first = data.draw(lines_of)
        damaged = b"".join(lines[:first] + lines[first + 1 :])
    elif damage == "swap":
        first, second = sorted(data.draw(st.lists(lines_of, min_size=2, max_size=2, unique=True)))
        lines[first], lines[second] = lines[second], lines[first]
        damaged = b"".join(lines)
    else:
        at = data.draw(st.integers(min_value=0, max_value=len(intact) - 1))
        damaged, first = intact[:at], intact.count(b"\n", 0, at)
    file.write_bytes(damaged)
    ledger = FileJournal(nine).verify()
    assert ledger.problems
    assert all(problem.code != "journal.torn-tail" for problem in ledger.problems), "saved records were lost"
    assert [record.seq for record in ledger.records][:first] == ALL[:first]
