"""The mapping as a file: what is written reads back as it was, a change holds, and a mistake is told at its line."""

import pytest

from tests.takeover.conftest import Q3, Ask, by_kind, fits
from tracker.takeover.mapping import read_mapping, written
from tracker.takeover.proposal import Choices, Proposal

START = Choices(Q3)


@pytest.fixture
def of_gbk(ask: Ask) -> str:
    return written(ask("gbk"))


def read_back(ask: Ask, which: str, text: str) -> tuple[Choices, list[str], list[int | None]]:
    def again(choices: Choices) -> Proposal:
        return ask(which, work_items=choices.work_items, columns=choices.columns, rows=choices.rows)

    choices, problems = read_mapping(text.encode(), "对应表.yaml", START, again)
    return choices, [one.code for one in problems], [one.place.line for one in problems]


@pytest.mark.parametrize(
    "which", ["full", "two_row_heading", "grouped", "gbk", "fractions", "several_sheets"]
)
def test_what_is_written_reads_back_as_no_change(ask: Ask, which: str) -> None:
    assert read_back(ask, which, written(ask(which))) == (START, [], [])


def test_a_doubtful_row_is_taken_when_the_office_says_so(ask: Ask, of_gbk: str) -> None:
    changed = of_gbk.replace(
        "task: haidian-2024-8/3.2\n  take: false", "task: haidian-2024-8/3.2\n  take: true"
    )
    choices, codes, _ = read_back(ask, "gbk", changed)
    assert codes == []
    found = ask("gbk", rows=choices.rows)
    assert fits(found)[6] == ("3.2", "chosen")
    assert "3.2" in by_kind(found, "progress")


def test_a_row_can_be_dropped_and_its_followers_keep_what_the_file_says(ask: Ask) -> None:
    text = written(ask("grouped"))
    first, rest = text.split("  row: 2\n")
    choices, _, _ = read_back(
        ask, "grouped", first + "  row: 2\n" + rest.replace("take: true", "take: false", 1)
    )
    assert fits(ask("grouped", rows=choices.rows))[2] == ("", "dropped")
    assert fits(ask("grouped", rows=choices.rows))[3] == ("5.2", "chosen")


def test_columns_and_work_items_can_be_changed(ask: Ask) -> None:
    text = written(ask("grouped")).replace("work_items: proposed", "work_items: none")
    choices, codes, _ = read_back(ask, "grouped", text.replace("field: percent", "field: none"))
    assert (codes, choices.work_items) == ([], "none")
    found = ask("grouped", work_items=choices.work_items, columns=choices.columns)
    assert [one.draft.kind for one in found.taken] == ["progress", "progress"]
    assert "percent" not in by_kind(found, "progress")["5.2"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("period: 2026-Q3", "period: 2026-Q2", "takeover.period"),
        ("work_items: proposed", "work_items: maybe", "takeover.unknown-choice"),
        ("field: lead", "field: leader", "takeover.unknown-field"),
        ("heading: 进度", "heading: 别的表头", "takeover.other-file"),
        ("column: 6", "column: 60", "takeover.no-such-row"),
        ("row: 6", "row: 60", "takeover.no-such-row"),
        ("text: 组织职工运动会", "text: 别的任务", "takeover.other-file"),
        ("task: haidian-2024-8/3.2", "task: haidian-2024-8/99", "takeover.unknown-task"),
        ("take: false", "take: perhaps", "plan.bad-yes-no"),
        ("row: 6", "raw: 6", "plan.unknown-key"),
    ],
)
def test_mistakes_are_told_at_their_line(ask: Ask, of_gbk: str, old: str, new: str, code: str) -> None:
    assert old in of_gbk
    line = of_gbk[: of_gbk.index(old)].count("\n") + 1
    choices, codes, lines = read_back(ask, "gbk", of_gbk.replace(old, new, 1))
    assert choices == START
    assert (codes[0], lines[0]) == (code, line)


def test_a_column_of_people_cannot_be_opened(ask: Ask) -> None:
    text = written(ask("full")).replace(
        "heading: 责任领导\n  field: none", "heading: 责任领导\n  field: note"
    )
    assert read_back(ask, "full", text)[1] == ["takeover.person"]


@pytest.mark.parametrize("text", ["", "- 1\n", "period: [", "rows: 3\n"])
def test_what_is_no_mapping_at_all(ask: Ask, text: str) -> None:
    choices, codes, _ = read_back(ask, "gbk", text)
    assert choices == START
    assert codes
