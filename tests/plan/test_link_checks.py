"""Links between documents and in the register: where a check must speak and where it must keep silent.

The plain cases are in tests/broken. A plan here is a small mapping, written out as YAML.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tracker.plan import load_plan

Found = list[tuple[str, str | None]]
Load = Callable[..., Found]

PLACES = [
    {"name": "全国", "level": "national"},
    {"name": "某市", "level": "municipal", "upper": "全国"},
    {"name": "甲区", "level": "district", "upper": "某市"},
    {"name": "乙区", "level": "district", "upper": "某市"},
]
UNITS: list[dict[str, Any]] = [
    {"id": "n", "name": "牵头单位", "jurisdiction": "全国"},
    {"id": "c", "name": "牵头单位", "jurisdiction": "某市"},
    {"id": "a", "name": "牵头单位", "jurisdiction": "甲区"},
    {"id": "b", "name": "牵头单位", "jurisdiction": "乙区"},
]
REGISTER = {"home": "甲区", "jurisdictions": PLACES, "units": UNITS}


def plan(name: str, place: str = "甲区", issued_on: str | None = "2025-03-03", **task: Any) -> dict[str, Any]:
    """A document `name` with one standing task `name/1` and whatever `task` adds to it."""
    assignments = [{"role": "responsible", "as_written": "牵头单位", "units": ["牵头单位"]}]
    document = {
        "id": name,
        "title": "方案",
        "issuers": ["政府"],
        "issued_on": issued_on,
        "status": "in_force",
        "jurisdiction": place,
        "track": "other",
        "coordinator": "牵头单位",
    }
    base = {"id": "1", "clause": "一", "title": "任务", "summary": "概要", "kind": "standing"}
    return {
        "document": document,
        "indicators": [{"id": "share", "name": "占比"}],
        "tasks": [{**base, "assignments": assignments, **task}],
    }


def target(**fields: Any) -> dict[str, Any]:
    return {
        "id": "t",
        "indicator": "share",
        "comparator": "ge",
        "value": 10,
        "quote": "达到10%以上",
        **fields,
    }


@pytest.fixture
def load(tasks: Path) -> Load:
    """Code and subject of every problem of these plans beside a register; the example plan is taken away."""

    def loaded(*plans: dict[str, Any], register: dict[str, Any] = REGISTER) -> Found:
        (tasks / "plans" / "example.yaml").unlink()
        for number, one in enumerate(plans):
            text = yaml.safe_dump(one, allow_unicode=True, sort_keys=False)
            (tasks / "plans" / f"{number}.yaml").write_text(text, "utf-8")
        (tasks / "units.yaml").write_text(yaml.safe_dump(register, allow_unicode=True), "utf-8")
        return [(problem.code, problem.subject) for problem in load_plan(tasks)[1]]

    return loaded


class TestAlignment:
    @pytest.mark.parametrize(
        ("place", "upper", "fits"),
        [
            ("甲区", "某市", True),
            ("甲区", "全国", True),
            ("某市", "全国", True),
            ("甲区", "乙区", False),
            ("甲区", "甲区", False),
            ("某市", "甲区", False),
            ("全国", "全国", False),
        ],
    )
    @pytest.mark.parametrize("upper_first", [True, False])
    def test_only_a_higher_level_is_served(
        self, place: str, upper: str, fits: bool, upper_first: bool, load: Load
    ) -> None:
        serving = target(serves=[{"target": "up/1/t", "same_scope": False, "note": "口径不同"}])
        plans = [plan("up", upper, targets=[target()]), plan("low", place, targets=[serving])]

        found = load(*(plans if upper_first else reversed(plans)))

        assert found == ([] if fits else [("plan.serves-not-above", "low/1/t")])

    def test_a_task_is_no_target(self, load: Load) -> None:
        serving = target(serves=[{"target": "up/1", "same_scope": False, "note": "口径不同"}])
        found = load(plan("up", "某市", targets=[target()]), plan("low", targets=[serving]))

        assert found == [("plan.unknown-link", "low/1/t")]

    def test_levels_that_are_not_known_are_not_compared(self, load: Load) -> None:
        serving = target(serves=[{"target": "up/1/t", "same_scope": True, "note": "口径相同"}])
        plans = plan("up", targets=[target()]), plan("low", targets=[serving])

        assert load(*plans, register={"units": UNITS}) == []


class TestInstruments:
    def test_a_fund_of_another_document(self, load: Load) -> None:
        assert load(plan("fund", kind="instrument"), plan("one", funded_by=["fund/1"])) == []

    @pytest.mark.parametrize("kind", ["standing", "process"])
    def test_anything_else_pays_nothing(self, kind: str, load: Load) -> None:
        found = load(plan("fund", kind=kind), plan("one", funded_by=["fund/1"]))

        assert found == [("plan.funded-by-no-instrument", "one/1")]

    def test_one_that_is_not_there_is_said_once(self, load: Load) -> None:
        assert load(plan("one", funded_by=["fund/9"])) == [("plan.unknown-link", "one/1")]


class TestSuccession:
    @pytest.mark.parametrize(
        ("earlier", "later", "code"),
        [
            ("2025-01-01", "2026-01-01", None),
            (None, "2026-01-01", None),
            ("2025-01-01", None, "plan.supersedes-without-date"),
            ("2026-01-01", "2026-01-01", "plan.supersedes-not-earlier"),
            ("2026-06-01", "2026-01-01", "plan.supersedes-not-earlier"),
        ],
    )
    def test_a_later_plan_takes_over_an_earlier_one(
        self, earlier: str | None, later: str | None, code: str | None, load: Load
    ) -> None:
        found = load(plan("old", issued_on=earlier), plan("new", issued_on=later, supersedes=["old/1"]))

        assert found == ([(code, "new/1")] if code else [])

    def test_the_day_of_effect_comes_before_the_day_of_issue(self, load: Load) -> None:
        late = plan("new", issued_on="2026-01-01", supersedes=["old/1"])
        late["document"]["effective_on"] = "2026-03-01"

        assert load(plan("old", issued_on="2026-02-01"), late) == []

    def test_nothing_takes_over_itself(self, load: Load) -> None:
        assert load(plan("one", supersedes=["one/1"])) == [("plan.unknown-link", "one/1")]

    @pytest.mark.parametrize(
        ("continued", "known"), [("old/share", True), ("old/shares", False), ("new/share", False)]
    )
    def test_readings_go_on_from_another_indicator(self, continued: str, known: bool, load: Load) -> None:
        new = plan("new")
        new["indicators"][0]["continues"] = continued

        assert load(plan("old"), new) == ([] if known else [("plan.unknown-link", "new/share")])


class TestKinds:
    @pytest.mark.parametrize(
        ("kind", "levels", "code"),
        [
            ("triggered", ["orange", "red"], None),
            ("triggered", [], "plan.triggered-without-level"),
            ("standing", ["red"], "plan.level-without-trigger"),
            ("process", ["red"], "plan.level-without-trigger"),
            ("standing", [], None),
        ],
    )
    def test_alert_levels_belong_to_triggered_tasks(
        self, kind: str, levels: list[str], code: str | None, load: Load
    ) -> None:
        assert load(plan("one", kind=kind, alert_levels=levels)) == ([(code, "one/1")] if code else [])

    @pytest.mark.parametrize("kind", ["process", "triggered", "instrument"])
    @pytest.mark.parametrize(
        "goals",
        [
            {"targets": [target()]},
            {"targets": [target(due="到2026年", quote="到2026年，达到10%以上")]},
            {"milestones": [{"id": "m", "what": "建成", "due": "到2026年", "quote": "到2026年，建成"}]},
        ],
        ids=["undated target", "dated target", "milestone"],
    )
    def test_without_a_light_there_is_nothing_to_judge(
        self, kind: str, goals: dict[str, Any], load: Load
    ) -> None:
        levels: dict[str, Any] = {"alert_levels": ["red"]} if kind == "triggered" else {}

        assert load(plan("one", kind=kind, **levels, **goals)) == [("plan.goal-without-light", "one/1")]

    def test_a_standing_task_may_have_an_undated_goal(self, load: Load) -> None:
        assert load(plan("one", targets=[target()])) == []

    def test_rates_and_windows_are_no_goals(self, load: Load) -> None:
        window = {"id": "w", "what": "受理", "closes": "2026年8月31日前", "quote": "2026年8月31日前报送"}
        conditions = [{"what": "比例", "quote": "给予30%支持"}]

        assert load(plan("one", kind="instrument", windows=[window], conditions=conditions)) == []


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({}, None),
        ({"opens_on": "2026-08-31"}, None),
        ({"opens_on": "2026-09-01"}, "plan.period-reversed"),
        ({"quote": "8月底前报送"}, "plan.date-not-in-quote"),
        ({"closes": "收到通知后十日内", "quote": "收到通知后十日内"}, "plan.due-not-understood"),
    ],
)
def test_a_window_closes_after_it_opens_on_a_day_the_text_names(
    window: dict[str, str], code: str | None, load: Load
) -> None:
    usual = {"id": "w", "what": "受理", "closes": "2026年8月31日前", "quote": "2026年8月31日前报送"}
    found = load(plan("one", kind="process", windows=[{**usual, **window}]))

    assert found == ([(code, "one/1/w")] if code else [])


@pytest.mark.parametrize(
    ("ordinal", "value", "quote", "codes"),
    [
        (True, 2, "全面执行绿色建筑二星级及以上", []),
        (True, 3, "全面执行绿色建筑二星级及以上", ["plan.figure-not-in-quote"]),
        (True, 2.5, "达到2.5级", ["plan.grade-not-whole"]),
        (False, 2.5, "达到2.5倍", []),
    ],
)
def test_grades_are_whole_and_in_the_quote(
    ordinal: bool, value: float, quote: str, codes: list[str], load: Load
) -> None:
    graded = plan("one", targets=[target(value=value, quote=quote)])
    graded["indicators"][0]["ordinal"] = ordinal

    assert load(graded) == [(code, "one/1/t") for code in codes]


class TestDuties:
    @pytest.mark.parametrize(
        ("unit", "found"), [("牵头单位", []), ("区档案局", [("plan.unknown-unit", "one/1/d")])]
    )
    def test_units_of_duties_are_in_the_register(self, unit: str, found: Found, load: Load) -> None:
        assert load(plan("one", duties=[{"id": "d", "units": [unit], "what": "统计"}])) == found

    def test_a_duty_shares_the_ids_of_the_goals(self, load: Load) -> None:
        duties = [{"id": "t", "units": ["牵头单位"], "what": "统计"}]

        assert load(plan("one", duties=duties, targets=[target()])) == [("plan.duplicate-id", "one/1/t-2")]


class TestRegister:
    @pytest.mark.parametrize(
        ("fields", "found"),
        [
            ({"collective": True, "members": ["a", "b"]}, []),
            ({"collective": True, "members": ["a", "nobody"]}, [("plan.unknown-link", "x")]),
            ({"collective": True, "members": ["x"]}, [("plan.unknown-link", "x")]),
            ({"members": ["a"]}, [("units.members-of-one", "x")]),
            ({"merged_into": "a", "merged_on": "2026-01-01"}, []),
            ({"merged_into": "a"}, [("units.merger-incomplete", "x")]),
            ({"merged_on": "2026-01-01"}, [("units.merger-incomplete", "x")]),
            ({"merged_into": "x", "merged_on": "2026-01-01"}, [("plan.unknown-link", "x")]),
            ({"upper": "a"}, []),
            ({"upper": "nobody"}, [("plan.unknown-link", "x")]),
            ({"former_names": [{"name": "旧局", "until": "2025-12-31"}]}, []),
            ({"former_names": [{"name": "牵头单位", "until": "2025-12-31"}]}, [("units.shared-name", "x")]),
            ({"full_name": "牵头单位"}, [("units.shared-name", "x")]),
            ({"aliases": ["牵头单位"], "document": "one"}, []),
            ({"jurisdiction": "丙区"}, [("plan.unknown-jurisdiction", "x")]),
        ],
    )
    def test_a_unit(self, fields: dict[str, Any], found: Found, load: Load) -> None:
        unit = {"id": "x", "name": "新局", "jurisdiction": "甲区", **fields}

        assert load(plan("one"), register={**REGISTER, "units": [*UNITS, unit]}) == found

    def test_a_unit_that_could_not_be_read_is_said_once(self, load: Load) -> None:
        units = [*UNITS, {"id": "x", "name": "新局"}]
        merged = {"id": "y", "name": "旧局", "jurisdiction": "甲区", "upper": "x"}

        assert load(plan("one"), register={**REGISTER, "units": [*units, merged]}) == [
            ("plan.missing-key", "x")
        ]

    @pytest.mark.parametrize(
        ("change", "subjects"),
        [
            ({}, []),
            ({"home": "丙区"}, [None]),
            ({"jurisdictions": [*PLACES, {"name": "丙区", "level": "district", "upper": "某省"}]}, [None]),
            ({"jurisdictions": PLACES[1:3], "units": UNITS[1:3]}, [None]),
            ({"jurisdictions": [], "home": "丙区"}, []),
        ],
        ids=["fits", "home", "upper", "upper of one left out", "no list, nothing to compare"],
    )
    def test_jurisdictions_are_listed(
        self, change: dict[str, Any], subjects: list[str | None], load: Load
    ) -> None:
        found = load(plan("one"), register={**REGISTER, **change})

        assert found == [("plan.unknown-jurisdiction", subject) for subject in subjects]

    def test_a_document_of_a_place_that_is_not_listed(self, load: Load) -> None:
        stranger = {"id": "x", "name": "牵头单位", "jurisdiction": "丙区"}
        found = load(plan("one", "丙区"), register={**REGISTER, "units": [*UNITS, stranger]})

        assert sorted(found) == [("plan.unknown-jurisdiction", "one"), ("plan.unknown-jurisdiction", "x")]
