"""What the words of a cell come to: dates, shares, bodies, clauses, judgements."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.model import Plan
from tracker.plan import load_plan
from tracker.plan.units import UnitNames
from tracker.records.upload import Cell
from tracker.takeover.clauses import path_steps, steps_of
from tracker.takeover.values import due, in_fractions, named, percent
from tracker.takeover.words import Words, key, load_words

TASKS = Path(__file__).parents[2] / "tasks"


@pytest.fixture(scope="module")
def words() -> Words:
    found, problems = load_words()
    assert problems == ()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年底前", "2026-12-31"),
        ("2026 年 12 月", "2026-12-31"),
        ("2026.9", "2026-09-30"),
        ("2026-12-31T00:00:00", "2026-12-31"),
        ("2026/9/30", "2026-09-30"),
        ("20261231", "2026-12-31"),
        ("2026年6月30日前完成", "2026-06-30"),
        ("２０２６年上半年", "2026-06-30"),
        ("2026年四季度", "2026-12-31"),
        ("2026年11月以前", "2026-10-31"),
        ("2030年前", "2029-12-31"),
        ("“十五五”期间", "2030-12-31"),
    ],
)
def test_dates_as_people_write_them_in_tables(words: Words, text: str, day: str) -> None:
    assert due(Cell(text), words).on == date.fromisoformat(day)


@pytest.mark.parametrize("text", ["持续推进", "长期坚持", " 常态化 ", "持续推进（每年）"])
def test_what_goes_on_has_no_date(words: Words, text: str) -> None:
    assert due(Cell(text), words).standing


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Cell("12月底"), "没有写年份"),
        (Cell("年底前"), "没有写年份"),
        (Cell("2026-02-30"), "没有这一天"),
        (Cell("2026.1", number=True), "分不清是 1 月还是 10 月"),
        (Cell("每年11月15日前"), "看不出是哪一天"),
        (Cell("46022", number=True), "看不出是哪一天"),
    ],
)
def test_a_date_that_could_be_another_is_none(words: Words, cell: Cell, reason: str) -> None:
    found = due(cell, words)
    assert (found.on, found.standing) == (None, False)
    assert reason in found.reason


def numbers(*texts: str) -> list[Cell]:
    return [Cell(text, number=True) for text in texts]


@pytest.mark.parametrize(
    ("cell", "column", "share"),
    [
        (Cell("60"), [], "60"),
        (Cell("60%"), [], "60"),
        (Cell("６０％"), [], "60"),
        (Cell("66.666"), [], "66.67"),
        (Cell("0.6", number=True, percent=True), [], "60"),
        (Cell("0.6", number=True), numbers("0.6", "0.25", "1"), "60"),
        (Cell("1", number=True), numbers("0.6", "1"), "100"),
        (Cell("0", number=True), numbers("0", "35"), "0"),
        (Cell("0.6%"), [], "0.6"),
    ],
)
def test_shares(cell: Cell, column: list[Cell], share: str) -> None:
    assert percent(cell, fractions=in_fractions(column)).value == Decimal(share)


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        (Cell("约60%"), []),
        (Cell("过半"), []),
        (Cell("0.5", number=True), numbers("0.5", "60")),
        (Cell("1", number=True), numbers("1", "0")),
        (Cell("#N/A", fault="error"), []),
        (Cell("=A1", fault="no-result"), []),
    ],
)
def test_a_share_that_could_be_another_is_none(cell: Cell, column: list[Cell]) -> None:
    found = percent(cell, fractions=in_fractions(column))
    assert found.value is None
    assert found.reason


@pytest.mark.parametrize(
    ("text", "steps", "rest"),
    [
        ("五/(三)", (5, 3), ""),
        ("五（三）", (5, 3), ""),
        ("五、（三）推进海绵城市建设", (5, 3), "推进海绵城市建设"),
        ("第五章第三条", (5, 3), ""),
        ("5.3", (5, 3), ""),
        ("四（十二）3", (4, 12, 3), ""),
        ("二、城乡建设", (2,), "城乡建设"),
        ("“十四五”规划", (), "“十四五”规划"),
        ("三大行动", (), "三大行动"),
        ("2026年要点", (), "2026年要点"),
    ],
)
def test_clauses(text: str, steps: tuple[int, ...], rest: str) -> None:
    assert steps_of(text) == (steps, rest)


def test_the_title_of_a_part_has_no_number() -> None:
    assert path_steps("2023年北京市低碳领跑者试点工作方案/三/1") == (3, 1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan(TASKS)[0]


@pytest.mark.parametrize(
    ("text", "units", "unknown"),
    [
        ("区发改委", ["hd-fgw"], []),
        ("区发展改革委、区水务局", ["hd-fgw", "hd-swu"], []),
        ("区发展改革委,区发改委；区水务局", ["hd-fgw", "hd-swu"], []),
        ("区水务局（牵头）", ["hd-swu"], ["牵头"]),
        ("区某某局", [], ["区某某局"]),
        ("区水务局下属中心", [], ["区水务局下属中心"]),
        ("", [], []),
    ],
)
def test_units_in_a_cell(plan: Plan, text: str, units: list[str], unknown: list[str]) -> None:
    found = named(text, plan.files[0].document, UnitNames(plan.units))
    assert (list(found.units), list(found.unknown)) == (units, unknown)


@pytest.mark.parametrize(
    ("text", "plain"),
    [("完成\n时　限", "完成时限"), ("进度（％）", "进度"), ("序号：", "序号"), ("（%）", "(%)"), ("Ａ", "A")],
)
def test_headings_are_compared_without_what_makes_no_difference(text: str, plain: str) -> None:
    assert key(text) == plain


@pytest.mark.parametrize(
    ("text", "light"),
    [("正常", "green"), ("红灯", "red"), ("滞后", "yellow"), ("已完成", None), ("办结", None)],
)
def test_own_judgements(words: Words, text: str, light: str | None) -> None:
    assert words.light(text) == light


@pytest.mark.parametrize(
    ("text", "is_signature"), [("填报人：某某", True), ("责任人（签字）:", True), ("落实领导责任", False)]
)
def test_signatures(words: Words, text: str, is_signature: bool) -> None:
    assert words.is_signature(text) == is_signature


def test_words_with_a_mistake_are_told_at_their_line(tmp_path: Path) -> None:
    file = tmp_path / "words.yaml"
    file.write_text("columns:\n  - field: leader\n    headings: [牵头]\npersons: [领导]\n", encoding="utf-8")
    found, problems = load_words(file)
    assert found is None
    assert [(one.code, one.place.line) for one in problems] == [("plan.bad-choice", 2)]
