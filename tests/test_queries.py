"""The named questions: what is counted, in which order, and that the answers agree with each other."""

from pathlib import Path

import polars as pl
import pytest

from tests.intake.desk import (
    INDICATOR,
    LEAD,
    MILESTONE,
    OFFICE,
    PARTNER,
    RIGHT,
    STANDING,
    TASK,
    Desk,
    open_desk,
)
from tracker import queries
from tracker.labels import FINISH, FRESHNESS, ITEM_STATE, LIGHT_ORDER, LIGHTS, RULES, TARGET_STATE
from tracker.snapshot import Snapshot

SECOND = ("second/2.1", "second/2.2", "second/2.3")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A ledger with something of most kinds in it."""
    desk.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    desk.record(OFFICE, "target_setting", pathway="linear", lag_months=12)
    desk.record(OFFICE, "year_goal")
    desk.on("2026-04-10").record(LEAD, "progress", period="2026-Q1", percent="20")
    desk.record(LEAD, "reading", period="2025", value="8.5")
    desk.on("2026-07-10").record(LEAD, "progress", period="2026-Q2", percent="35")
    desk.on("2026-10-12").record(PARTNER, "completion")
    desk.record(OFFICE, "work_item", state="approved", due="2026-10-01")
    return desk.on("2026-11-20")


def by_task(snapshot: Snapshot, column: str) -> dict[str, object]:
    return dict(queries.tasks(snapshot).select("task_id", column).iter_rows())


def test_every_answer_is_in_the_words_of_the_labels(busy: Desk) -> None:
    state = busy.status()
    assert set(queries.tasks(state)["light"].drop_nulls()) <= set(LIGHTS)
    assert set(queries.tasks(state)["rule"].drop_nulls()) <= set(RULES)
    assert set(queries.tasks(state)["freshness"]) <= set(FRESHNESS)
    assert set(queries.targets(state)["state"]) <= set(TARGET_STATE)
    assert set(queries.items(state)["state"]) <= set(ITEM_STATE)
    assert set(queries.items(state)["finish"].drop_nulls()) <= set(FINISH)


def test_tasks_stand_in_the_order_of_the_text(busy: Desk) -> None:
    assert queries.tasks(busy.status())["task_id"].to_list() == [TASK, STANDING, *SECOND]


def test_the_first_rule_gives_the_light_and_its_sentence(busy: Desk) -> None:
    state = busy.status()
    hits = queries.rule_hits(state)
    for row in queries.counted_tasks(state).iter_rows(named=True):
        first = hits[row["task_id"]][0]
        assert (row["light"], row["rule"], row["sentence"]) == (
            first["light"],
            first["rule"],
            first["sentence"],
        )
        ranks = [list(RULES).index(str(hit["rule"])) for hit in hits[row["task_id"]]]
        assert ranks == sorted(ranks)
        assert all(str(hit["sentence"]).endswith("。") for hit in hits[row["task_id"]])
    assert [hit["rule"] for hit in hits[TASK]] == ["R1", "Y2", "Y3", "G0", "B2"]


def test_the_lights_add_up(busy: Desk) -> None:
    state = busy.status()
    counts = queries.light_counts(state)
    assert tuple(counts) == LIGHT_ORDER
    assert sum(counts.values()) == queries.counted_tasks(state).height == 4, "the triggered task has no light"
    led = (
        queries.units(state).select(pl.sum("led"), *(pl.sum(f"led_{light}") for light in LIGHT_ORDER)).row(0)
    )
    answered = queries.counted_tasks(state).filter(pl.col("answer_unit").is_not_null())
    assert led[0] == sum(led[1:]) == answered.height


def test_a_document_that_is_not_in_force_is_shown_and_not_counted(busy: Desk) -> None:
    file = busy.tasks / "plans" / "second.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("status: in_force", "status: draft\n  status_reason: 征求意见稿"), encoding="utf-8"
    )
    state = busy.status()
    assert queries.tasks(state).height == 5
    assert queries.counted_tasks(state)["task_id"].to_list() == [TASK, STANDING]
    assert set(queries.counted_targets(state)["document_id"]) == {"example-2025-1"}
    assert set(queries.counted_items(state)["document_id"]) == {"example-2025-1"}
    assert sum(queries.light_counts(state).values()) == 2


def test_targets_that_fell_due_are_told_apart(busy: Desk) -> None:
    assert queries.target_counts(busy.status())["due"] == 0
    counts = queries.target_counts(busy.status("2027-06-30"))
    assert counts == {
        "due": 1, "met": 0, "missed": 0, "no_reading": 0, "awaiting_publication": 1, "unknown": 0, "awaiting_value": 1,
    }  # fmt: skip
    assert counts["due"] == sum(counts.values()) - counts["due"] - counts["awaiting_value"]


def test_the_line_at_the_top_says_the_counts(busy: Desk) -> None:
    state = busy.status()
    line = queries.summary_sentence(state)
    assert line.startswith("截至 2026 年 11 月 20 日，4 项任务：")
    for light, count in queries.light_counts(state).items():
        assert (f"{LIGHTS[light]} {count}" in line) == (count > 0)
    assert line == "".join(
        f"{words}{'' if count is None else count}" for words, count, _ in queries.summary(state)
    )


def test_units_stand_worst_first(busy: Desk) -> None:
    found = queries.units(busy.status())
    assert found["unit_id"].to_list()[:3] == ["ex-fgw", "ex-cgw", "ex-kw"]
    assert found["led_red"].to_list() == sorted(found["led_red"], reverse=True)
    assert found.filter(unit_id="ex-cgw").select("led", "overdue").row(0) == (1, 0), (
        "the triggered task is no load"
    )
    by_its_unit = found.filter(unit_id="ex-kw").select("led", "shared", "shared_red", "overdue").row(0)
    assert by_its_unit == (0, 1, 1, 1), "a work item is overdue at the unit that leads it"


def test_a_unit_sees_what_it_leads_before_what_it_shares(busy: Desk) -> None:
    found = queries.unit_tasks(busy.status(), "ex-fgw").select("task_id", "leads").rows()
    assert [leads for _, leads in found] == [True, True, False]
    assert {task for task, leads in found if leads} == {STANDING, "second/2.1"}
    assert queries.unit_tasks(busy.status(), "nobody").height == 0


def test_a_confirmed_lead_from_outside_leads(busy: Desk) -> None:
    busy.record(OFFICE, "lead_confirmed", unit="ex-fgw")
    state = busy.status()
    assert by_task(state, "answers")[TASK] == "区发展改革委"
    assert queries.unit_tasks(state, "ex-fgw").filter(task_id=TASK)["leads"].item() is True
    assert queries.unit_tasks(state, "ex-cgw").filter(task_id=TASK)["leads"].item() is False


def test_the_latest_report_is_the_one_of_the_latest_quarter(busy: Desk) -> None:
    """A late report on an earlier quarter does not push it aside."""
    busy.record(LEAD, "progress", period="2025-Q4", text="补报去年")
    state = busy.status()
    assert (by_task(state, "progress_period")[TASK], by_task(state, "progress_percent")[TASK]) == (
        "2026-Q2",
        35.0,
    )


def test_readings_of_an_indicator(busy: Desk) -> None:
    busy.record(LEAD, "reading", period="2025", value="8.9", status="provisional")
    assert queries.readings(busy.status(), INDICATOR).select("period", "value", "status").rows() == [
        ("2025", 8.5, "final")
    ]
    assert queries.readings(busy.status(), "nothing").height == 0


def test_the_opening(desk: Desk) -> None:
    assert queries.opening(desk.status()) == (None, False)
    desk.record(OFFICE, "opened", demo=True)
    day, demo = queries.opening(desk.status())
    assert (str(day), demo) == ("2026-01-01", True)


def test_answers_are_shared_and_names_are_found(busy: Desk) -> None:
    state = busy.status()
    assert queries.tasks(state) is queries.tasks(state)
    assert queries.rule_hits(state) is queries.rule_hits(state)
    assert queries.unit_names(state)["ex-kw"] == "区科委、园区管委会"
    assert set(queries.legs(state)["target_id"]) >= {"example-2025-1/1.1/t2026"}
    assert queries.windows(state)["period"].to_list()[-1] == "2026-Q4"


class TestHistory:
    def said(self, state: Snapshot, *subjects: str) -> list[tuple[str, bool, object]]:
        return [
            (found["record"].kind, found["replaced"], found["verdict"])  # type: ignore[attr-defined]
            for found in queries.history(state, set(subjects))
        ]

    def test_newest_first_and_only_the_subject(self, desk: Desk) -> None:
        desk.record(LEAD, "progress")
        desk.record(LEAD, "reading")
        desk.record(LEAD, "completion")
        state = desk.status()
        assert self.said(state, TASK) == [("progress", False, None)]
        assert self.said(state, MILESTONE, TASK) == [("completion", False, None), ("progress", False, None)]
        assert self.said(state, STANDING) == self.said(state) == []

    def test_what_points_at_a_record_belongs_to_it(self, desk: Desk) -> None:
        first = desk.record(LEAD, "progress")
        [second] = desk.correct(LEAD, first, RIGHT["progress"]).records
        desk.record(OFFICE, "review", record=second.id, verdict="returned", reason="佐证不足")
        desk.correct(LEAD, second, None)
        assert self.said(desk.status(), TASK) == [
            ("correction", False, None),
            ("review", False, None),
            ("correction", True, "returned"),
            ("progress", True, None),
        ]
        assert queries.history(desk.status(), {TASK})[2]["reason"] == "佐证不足"

    def test_an_extension_with_its_decision(self, desk: Desk) -> None:
        request = desk.record(LEAD, "extension_request")
        desk.record(OFFICE, "extension_decision", request=request.id, approved=False, reason="材料不足")
        assert self.said(desk.status(), MILESTONE) == [
            ("extension_decision", False, None),
            ("extension_request", False, None),
        ]

    def test_nothing_that_was_not_known_yet(self, desk: Desk) -> None:
        desk.on("2026-10-12").record(LEAD, "progress")
        until = desk.space.now()
        desk.on("2026-10-13").record(LEAD, "progress", text="已完成 7 处")
        assert len(queries.history(desk.space.status(known_at=until), {TASK})) == 1
        assert len(queries.history(desk.status(), {TASK})) == 2


def test_a_faulty_task_stays_visible_and_is_marked(busy: Desk) -> None:
    file = busy.tasks / "plans" / "example.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("due: 2025年底前", "due: 2025年十三月"), encoding="utf-8")
    state = busy.status()
    marks = by_task(state, "problem")
    assert "plan.due-not-understood" in str(marks[TASK])
    assert marks[STANDING] == ""
    assert queries.tasks(state).height == 5
