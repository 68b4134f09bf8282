"""Figures for an assessment: what must agree with the rubric of the year; each row changes one thing."""

import pytest

from tests.intake.desk import LEAD, OFFICE, Desk, codes

UNKNOWN, BAD, NOT_POSSIBLE = "intake.unknown-subject", "intake.bad-field", "intake.not-possible"
KIND = "assessment_figure"
FINDING = {
    "line": "falsified",
    "input": "found",
    "value": 0,
    "unit_of_measure": None,
    "document_number": "示核〔2026〕1号",
}
STAFF = {"rubric": "example-units", "line": "staff", "input": "named", "value": 1, "unit_of_measure": None}


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"value": "-1.5"}, []),
        ({"period": "2026-Q2", "status": "provisional"}, []),
        ({"rubric": "nothing"}, [(UNKNOWN, "rubric")]),
        ({"year": 2024}, [(UNKNOWN, "rubric")]),
        ({"line": "nothing"}, [(UNKNOWN, "line")]),
        ({"input": "nothing"}, [(UNKNOWN, "input")]),
        ({"line": "heating"}, [(NOT_POSSIBLE, "input")]),
        ({"unit": "ex-cgw"}, [(NOT_POSSIBLE, "unit")]),
        ({"unit_of_measure": "吨"}, [(BAD, "unit_of_measure")]),
        ({"unit_of_measure": None}, []),
        ({"input": "goal"}, [(BAD, "document_number")]),
        ({"input": "goal", "document_number": "示市发改〔2026〕2号"}, []),
        ({"period": "2025"}, [(NOT_POSSIBLE, "period")]),
        ({"period": "2026"}, [("intake.future", "period")]),
        ({"period": "一季度"}, [(BAD, "period")]),
        ({"value": "约3"}, [(BAD, "value")]),
        ({"source": " "}, [(BAD, "source")]),
        ({"status": "perhaps"}, [(BAD, "status")]),
        ({"evidence": ["000001-000000.1"]}, [(UNKNOWN, "evidence")]),
        (FINDING, []),
        ({**FINDING, "value": 2}, [(BAD, "value")]),
        ({**FINDING, "document_number": None}, [(BAD, "document_number")]),
        ({**STAFF, "unit": "ex-cgw"}, []),
        (STAFF, [(BAD, "unit")]),
        ({**STAFF, "unit": "ex-streets"}, [(NOT_POSSIBLE, "unit")]),
        ({**STAFF, "unit": "nobody"}, [(UNKNOWN, "unit")]),
        ({**STAFF, "unit": "ex-cgw", "line": "on-time", "input": "share"}, [(NOT_POSSIBLE, "input")]),
    ],
)
def test_what_agrees_with_the_rubric(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(desk.send(OFFICE, KIND, **changes)) == refused


def test_only_the_office_records_them(desk: Desk) -> None:
    assert codes(desk.send(LEAD, KIND)) == [("intake.not-allowed", None)]


def test_it_may_rest_on_evidence(desk: Desk) -> None:
    shown = desk.record(OFFICE, "evidence")
    assert desk.record(OFFICE, KIND, evidence=[shown.id]).body["evidence"] == [shown.id]


def test_a_correction_stays_with_its_line_and_year(desk: Desk) -> None:
    first = desk.record(OFFICE, KIND)
    assert codes(desk.correct(OFFICE, first, {**first.body, "year": 2025})) == [(NOT_POSSIBLE, "replaces")]
    assert codes(desk.correct(OFFICE, first, {**first.body, "unit_of_measure": "吨"})) == [
        (BAD, "unit_of_measure")
    ]
    assert desk.correct(OFFICE, first, {**first.body, "value": "3.7"}).ok


def test_two_people_at_one_figure(desk: Desk) -> None:
    seen = desk.record(OFFICE, KIND).seq
    desk.record(OFFICE, KIND, value="3.7")
    assert codes(desk.send(OFFICE, KIND, base_seq=seen)) == [("intake.conflict", "rubric")]
    assert desk.send(OFFICE, KIND, input="goal", document_number="文", base_seq=seen).ok
