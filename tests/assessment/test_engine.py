"""What is asked of the engine as a whole: who and what may be asked, rehearsals, and the tasks that points hang on."""

from decimal import Decimal

import pytest

from tests.intake.desk import OFFICE, TASK, Desk
from tests.spec.assessed import make_line
from tracker.assessment import assess, at_risk_by_task, rubrics_for, subjects, suppositions
from tracker.assessment.scoring import outcome
from tracker.assessment.words import rounded
from tracker.snapshot import Snapshot


def test_the_rubrics_of_a_year(autumn: Snapshot) -> None:
    plan = autumn.plan
    assert [one.id for one in rubrics_for(plan, 2024)] == []
    assert [one.id for one in rubrics_for(plan, 2026)] == ["example-district", "example-units"]


def test_units_are_scored_that_answer_for_a_task(autumn: Snapshot) -> None:
    district, units = rubrics_for(autumn.plan, 2026)
    assert subjects(autumn, district) == (None,)
    assert subjects(autumn, units) == ("ex-fgw", "ex-cgw")


@pytest.mark.parametrize(
    ("rubric", "year", "unit", "supposing", "error"),
    [
        ("example-district", 2024, None, {}, LookupError),
        ("nothing", 2026, None, {}, LookupError),
        ("example-district", 2026, "ex-cgw", {}, ValueError),
        ("example-units", 2026, None, {}, ValueError),
        ("example-units", 2026, "nobody", {}, ValueError),
        ("example-units", 2026, "ex-streets", {}, ValueError),
        ("example-district", 2026, None, {"energy/nothing": Decimal(1)}, ValueError),
    ],
)
def test_what_cannot_be_asked(
    autumn: Snapshot,
    rubric: str,
    year: int,
    unit: str | None,
    supposing: dict[str, Decimal],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        assess(autumn, rubric, year, unit, supposing)


def test_a_rehearsal_says_so_and_leaves_what_is_as_it_was(autumn: Snapshot) -> None:
    real = assess(autumn, "example-district", 2026)
    supposing = {
        "energy/actual": Decimal(5),
        "energy/goal": Decimal(4),
        "heating/met": Decimal(1),
        "falsified/found": Decimal(0),
    }
    tried = assess(autumn, "example-district", 2026, supposing=supposing)
    assert (real.grade, real.worst, real.best, real.score) == (None, "不合格", "合格", 0)
    assert (tried.grade, tried.score, tried.at_risk) == ("合格", 100, 0)
    assert tried.supposing == supposing
    assert all(line.sentence.startswith("预演：") for line in tried.lines)
    assert [one.records for one in tried.lines[0].inputs] == [(), ()]
    assert "含预演假设" in tried.sentence
    assert "含预演假设" not in real.sentence
    assert assess(autumn, "example-district", 2026) == real


def test_suppositions_name_every_input_and_every_line(autumn: Snapshot) -> None:
    district, _ = rubrics_for(autumn.plan, 2026)
    assert suppositions(district) == {
        *("energy/actual", "energy/goal", "energy/met", "heating/actual", "heating/goal", "heating/met"),
        *("falsified/found", "falsified/met"),
    }


def test_points_at_risk_by_task(autumn: Snapshot) -> None:
    found = [assess(autumn, "example-units", 2026, unit) for unit in ("ex-fgw", "ex-cgw")]
    risks = at_risk_by_task(found)
    assert risks[TASK] == 20
    assert list(risks.values()) == sorted(risks.values(), reverse=True)
    assert at_risk_by_task([assess(autumn, "example-district", 2026)]) == {TASK: 40}


def test_unknown_lines_come_with_the_most_points_first(autumn: Snapshot) -> None:
    found = assess(autumn, "example-district", 2026)
    assert [line.id for line in found.unknown] == ["energy", "heating", "falsified"]
    assert found.at_risk == 100


def test_a_falsified_figure_is_a_finding_with_its_document(desk: Desk) -> None:
    number = "示核〔2026〕1号"
    finding = {"line": "falsified", "input": "found", "unit_of_measure": None, "document_number": number}
    desk.record(OFFICE, "assessment_figure", **finding, value=1)
    found = assess(desk.space.assessed(2026), "example-district", 2026)
    assert (found.grade, found.best, found.rule_id) == ("不合格", "不合格", "veto")
    (one,) = (line for line in found.lines if line.id == "falsified")
    assert one.sentence == "认定弄虚作假：是，触发否决。"
    assert number in (one.inputs[0].source or "")


def test_the_numbers_are_exact() -> None:
    """A third of the goal thrice is the whole of it, as far as any grade is concerned."""
    line = make_line({"linear": {"points": 25, "measure": {"actual": "a", "goal": "b"}}})
    third = outcome(line, {"a": Decimal(1), "b": Decimal(3)}).score
    assert third is not None
    assert round(third * 3, 12) == 25
    tenth = outcome(line, {"a": Decimal("0.1"), "b": Decimal("0.3")}).score
    assert tenth == third


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("90", "90"),
        ("89.996", "89.99"),
        ("89.994", "89.99"),
        ("23.0769", "23.08"),
        ("0.001", "0"),
        ("-0.001", "0"),
    ],
)
def test_rounding_in_words_never_reaches_a_boundary(value: str, said: str) -> None:
    assert rounded(Decimal(value)) == said
