"""What stands recorded, and what the office may set where the text leaves it open."""

from datetime import date

import pytest

from tests.spec.world import TARGET, TASK, judge
from tracker import duties
from tracker.periods import Quarter

PERCENT = {"comparator": "ge", "value": 10, "unit_of_measure": "%"}
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("target", "left"),
    [
        (PERCENT | {"due": "到2030年"}, ("baseline_value", "pathway", "lag_months", "reporting_unit")),
        (PERCENT, ("lag_months", "reporting_unit")),
        (
            PERCENT | {"comparator": "about", "due": "到2030年"},
            ("baseline_value", "pathway", "tolerance", "lag_months", "reporting_unit"),
        ),
        (
            PERCENT | {"due": "到2030年", "baseline": {"year": 2020, "value": 4}, "pathway": "linear"},
            ("lag_months", "reporting_unit"),
        ),
        (
            {"due": "到2030年", "set_by": "市级下达"},
            (
                "value",
                "comparator",
                "baseline_value",
                "pathway",
                "lag_months",
                "reporting_unit",
            ),
        ),
        (PERCENT | {"comparator": "growth", "undefined": "没有写明起点"}, ()),
    ],
    ids=["dated", "standing", "about", "stated", "from above", "undefined"],
)
def test_only_what_the_text_leaves_open_and_the_target_needs_is_left_to_the_office(
    target: dict[str, object], left: tuple[str, ...]
) -> None:
    snapshot = judge({"targets": [target]}, {"as_of": TODAY})
    assert duties.left_open(snapshot, TARGET) == left


def test_of_several_settings_the_latest_of_each_field_holds() -> None:
    records = [
        {"kind": "target_setting", "pathway": "linear", "lag_months": 6, "recorded": date(2026, 1, 5)},
        {"kind": "target_setting", "lag_months": 10, "recorded": date(2026, 2, 5)},
    ]
    snapshot = judge({"targets": [PERCENT | {"due": "到2030年"}]}, {"as_of": TODAY, "given": records})
    held = {name: record.body[name] for name, record in duties.settings(snapshot, TARGET).items()}
    assert held == {"lag_months": 10, "pathway": "linear"}


def test_a_correction_stands_in_for_its_record_and_a_withdrawn_one_is_gone() -> None:
    first = {
        "kind": "progress",
        "period": "2026-Q2",
        "text": "初稿",
        "name": "a",
        "recorded": date(2026, 7, 3),
    }
    other = {
        "kind": "progress",
        "period": "2026-Q3",
        "text": "报错",
        "name": "b",
        "recorded": date(2026, 10, 3),
    }
    corrected = {"task": TASK, "period": "2026-Q2", "text": "改稿"}
    later = [
        {"kind": "correction", "replaces": "a", "body": corrected, "recorded": date(2026, 10, 4)},
        {"kind": "correction", "replaces": "b", "body": None, "recorded": date(2026, 10, 5)},
    ]
    snapshot = judge({}, {"as_of": TODAY, "given": [first, other, *later]})
    assert [record.body["text"] for record in duties.standing(snapshot, "progress")] == ["改稿"]


def test_the_office_s_last_word_on_a_record() -> None:
    records = [
        {"kind": "progress", "period": "2026-Q3", "name": "a", "recorded": date(2026, 10, 8)},
        {
            "kind": "review",
            "record": "a",
            "verdict": "returned",
            "reason": "没有数量",
            "recorded": date(2026, 10, 9),
        },
    ]
    snapshot = judge({}, {"as_of": TODAY, "given": records})
    report = duties.standing(snapshot, "progress")[0]
    assert duties.review_of(snapshot, report) == ("returned", "没有数量")
    assert duties.review_of(snapshot, report).returned


def test_a_quarter_is_owed_only_once_the_ledger_was_open() -> None:
    snapshot = judge({}, {"as_of": TODAY, "opened": date(2026, 8, 1)})
    assert duties.filings(snapshot, Quarter(2026, 3)) == {TASK: "missing"}
    assert duties.filings(snapshot, Quarter(2026, 2)) == {}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("完成六处改造", "完成六处改造", True),
        ("完成六处改造\n运行平稳", "完成 六处改造 运行平稳", True),
        ("本季度完成六处锅炉房改造，运行平稳。", "本季度完成八处锅炉房改造，运行平稳。", True),
        ("完成六处改造", "本季度完成第二批设备采购，开工三处", False),
        ("完成六处改造", "", False),
        ("", "", False),
    ],
)
def test_a_text_that_is_hardly_more_than_the_one_before(one: str, other: str, alike: bool) -> None:
    assert (duties.likeness(one, other) >= duties.ALIKE) is alike
