"""Heads as reports print them can be read back, and told from those of another history."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.intake.desk import LEAD, open_desk
from tracker.audit.heads import heads, heads_in_words, holds, printed
from tracker.records.journal import Head


def test_both_heads_in_one_line_can_be_read_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    assert heads_in_words(heads(desk.space)) == "流水尚无记录；访问记录尚无记录"
    record = desk.record(LEAD, "progress")
    words = heads_in_words(heads(desk.space))
    assert words == f"流水 2·{record.hash[:12]}；访问记录尚无记录"
    head = printed(words.split("；")[0])
    assert head == Head(2, record.hash[:12])
    assert holds(desk.space.journal.read(), head)


def test_heads_of_an_earlier_instant_stay_what_they_were(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    first = desk.record(LEAD, "progress")
    then = heads(desk.space)
    desk.record(LEAD, "progress", text="已完成 7 处")
    assert heads(desk.space, first.recorded_at) == then != heads(desk.space)
    assert heads(desk.space, first.recorded_at - timedelta(days=1)).ledger == Head()


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("123·0123456789ab", Head(123, "0123456789ab")),
        ("流水 123·0123456789AB", Head(123, "0123456789ab")),
        ("123:01234567", Head(123, "01234567")),
        ("访问记录 7：" + "f" * 64, Head(7, "f" * 64)),
        ("第 12 条，" + "a" * 64 + "。", Head(12, "a" * 64)),
        ("123", None),
        ("123·0123456", None),
        ("123·0123456789ab；", None),
        ("123·" + "f" * 65, None),
        ("", None),
    ],
)
def test_what_is_a_printed_head(text: str, head: Head | None) -> None:
    assert printed(text) == head


def test_the_end_of_an_empty_chain_is_held_by_every_chain(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    empty = desk.space.journal.read()
    assert holds(empty, Head())
    desk.record(LEAD, "progress")
    assert holds(desk.space.journal.read(), Head())
    assert not holds(empty, desk.space.journal.head())
