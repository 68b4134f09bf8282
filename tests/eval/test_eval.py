"""The scorer counts what it says, and the reader keeps the scores that it has reached."""

import pytest

from tests.eval.readings import texts
from tests.eval.score import Score, compared, milestones, targets, units
from tests.sources.seeds import needs_texts


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
    from tests.eval.readings import read_file
    from tests.sources.seeds import SHARED

    return read_file(SHARED / "seeds" / "003_45bd8fa793562309.txt")
