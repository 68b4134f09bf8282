"""The scorer counts what it says, and the reader keeps the scores that it has reached."""

from collections.abc import Iterator

import pytest

from tests.eval.readings import read_file, texts
from tests.eval.score import Score, compared, milestones, targets, units
from tests.sources.seeds import SHARED, needs_texts
from tracker.extract.as_json import as_json
from tracker.extract.draft import read
from tracker.extract.source import plain


def test_right_extra_and_missed_are_counted_apart() -> None:
    score = compared(
        [("一", "甲", "lead"), ("一", "乙", "lead")], [("一", "甲", "lead"), ("一", "丙", "lead")]
    )
    assert (score.right, score.extra, score.missed) == (
        (("一", "甲", "lead"),),
        (("一", "乙", "lead"),),
        (("一", "丙", "lead"),),
    )
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_brackets_and_widths_make_no_difference_but_roles_do() -> None:
    one = {"items": [{"clause": "一", "assignments": [{"role": "lead", "units": ["各区〔县、市〕政府"]}]}]}
    other = {"items": [{"clause": "一", "assignments": [{"role": "lead", "units": ["各区(县、市)政府"]}]}]}
    support = {
        "items": [{"clause": "一", "assignments": [{"role": "support", "units": ["各区(县、市)政府"]}]}]
    }
    assert units(one) == units(other) != units(support)


@needs_texts
def test_the_reader_agrees_with_persons() -> None:
    pairs = list(texts())
    assert len(pairs) >= 10
    sums = {facts: Score() for facts in (units, targets, milestones)}
    for pair in pairs:
        for facts in sums:
            if pair.true.get(facts.__name__, ()) is None:
                continue
            sums[facts] += compared(facts(pair.mine), facts(pair.true))
    assert min(sums[units].precision, sums[units].recall) >= 0.97
    assert sums[targets].f1 >= 0.85
    assert sums[milestones].f1 >= 0.85


@needs_texts
@pytest.mark.parametrize("number", ["京技管发〔2023〕31号", "京技管发〔2023〕32号"])
def test_no_subsidy_is_taken_for_a_target(number: str, gazette: dict) -> None:  # type: ignore[type-arg]
    assert [one for one in gazette["targets"] if one["document"] == number] == []


@pytest.fixture(scope="module")
def gazette() -> dict:  # type: ignore[type-arg]
    return read_file(SHARED / "seeds" / "003_45bd8fa793562309.txt")


@needs_texts
@pytest.mark.parametrize(("width", "indent"), [(28, "　　"), (40, ""), (34, "    ")])
def test_lines_broken_at_the_edge_of_a_page_change_nothing(width: int, indent: str) -> None:
    """With a page number every 22 lines; so do texts come out of printed files."""
    for truth in ("02-shanghai-construction-carbon-peak", "05-ningbo-measures", "15-zhengzhou-action-plan"):
        lines = (SHARED / "plans" / f"{truth}.txt").read_text(encoding="utf-8").split("\n")
        whole, torn = (
            units(as_json(read(plain(one)))) for one in (lines, list(_broken(lines, width, indent)))
        )
        assert torn == whole


def _broken(lines: list[str], width: int, indent: str) -> Iterator[str]:
    count = 0
    for line in lines:
        rest = indent + line.strip()
        while rest:
            at = width
            while rest[at : at + 1] in set("，。、；：）”》％"):
                at += 1
            yield rest[:at]
            rest, count = rest[at:], count + 1
            if count % 22 == 0:
                yield f"— {count // 22} —"
