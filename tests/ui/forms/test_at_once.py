"""Whole queues with one button: leads, reviews, receipts; and what is counted as waiting for somebody."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.intake.desk import LEAD, OFFICE, TASK, Desk, open_desk
from tracker.intake import Actor, Role
from tracker.ui import identity, ledger
from tracker.ui.state import View, read

CLERK = Actor("填报员", Role.REPORTER, "ex-cgw")
UNITS = {"ex-cgw": "示例市示例区", "ex-fgw": "示例市示例区", "ex-kw": "示例市示例区"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = open_desk(tmp_path)
    made.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    monkeypatch.setattr(ledger, "_workspace", made.on("2026-10-12").space)
    monkeypatch.setattr(identity, "_switched", True)
    return made


def visit(screen: str, params: dict[str, str]) -> View:
    return read(screen, params, date(2026, 10, 12), ledger.version(), UNITS)[0]


def page(screen: str, **params: str) -> AppTest:
    def script(screen: str) -> None:
        from importlib import import_module

        import streamlit as st

        from tests.ui.forms.test_at_once import visit

        import_module(f"tracker.ui.screens.{screen}").show(visit(screen, st.query_params.to_dict()))

    test = AppTest.from_function(script, args=(screen,))
    for name, value in params.items():
        test.query_params[name] = value
    return test.run(timeout=30)


def words(test: AppTest) -> str:
    assert not test.exception
    return "".join(part.proto.body for part in test.get("html"))


def press(test: AppTest, label: str) -> AppTest:
    [button] = [one for one in test.button if one.label.startswith(label)]
    return button.click().run(timeout=30)


def write(test: AppTest, label: str, text: str) -> None:
    [field] = [one for one in (*test.text_area, *test.text_input) if one.label.startswith(label)]
    field.set_value(text)


def told(desk: Desk, kind: str) -> list[dict[str, Any]]:
    return [one.body for one in desk.space.journal.read().records if one.kind == kind]


def test_all_units_that_answer_for_now_are_confirmed_with_one_source(desk: Desk) -> None:
    form = page("office", do="lead")
    waiting = len(form.checkbox)
    assert waiting > 1
    refused = words(press(form, "全部确认"))
    assert refused.count('role="alert"') == 2, (
        "what is missing in each is said once, at the field, and the form refuses once"
    )
    write(form, "来源", "专题会纪要")
    assert "可以一并确认" not in words(press(form, f"全部确认（{waiting} 项）"))
    confirmed = told(desk, "lead_confirmed")
    assert len(confirmed) == waiting
    assert {one["source"] for one in confirmed} == {"专题会纪要"}
    assert {"task": TASK, "unit": "ex-cgw", "source": "专题会纪要"} in confirmed


def test_only_the_ticked_leads_are_confirmed(desk: Desk) -> None:
    form = page("office", do="lead")
    form.checkbox[0].check()
    write(form, "来源", "专题会纪要")
    press(form, "确认勾选的")
    assert len(told(desk, "lead_confirmed")) == 1


def test_all_reports_that_are_listed_are_accepted(desk: Desk) -> None:
    records = {desk.record(LEAD, "progress").id, desk.record(LEAD, "reading").id}
    press(page("office", do="review", who="office"), "列出的全部审核通过（2 件）")
    assert {one["record"] for one in told(desk, "review") if one["verdict"] == "accepted"} == records


def test_a_unit_signs_for_everything(desk: Desk) -> None:
    form = page("report", do="receipt", who="unit:ex-cgw")
    waiting = len(form.checkbox)
    assert "没有签收" in words(form)
    press(form, f"全部签收（{waiting} 件）")
    assert len(told(desk, "receipt")) == waiting


def test_what_was_returned_and_sent_anew_is_no_longer_to_be_mended(desk: Desk) -> None:
    first = desk.record(CLERK, "progress")
    desk.record(LEAD, "confirmation", submission=first.id, verdict="returned", reason="写明处数")
    mine = page("report", do="confirm", who="reporter:ex-cgw")
    assert "提交情况（退回 1）" in words(mine)
    assert ">修改</a>" in words(mine)
    desk.record(CLERK, "progress", text="6 处")
    after = words(page("report", do="confirm", who="reporter:ex-cgw"))
    assert "提交情况（待审核 1）" in after
    assert "已退回，另行提交" in after
    assert ">修改</a>" not in after


def test_a_locked_quarter_asks_for_no_more_reports(desk: Desk) -> None:
    desk.on("2026-10-30").record(OFFICE, "period_lock", period="2026-Q3", locked=True)
    assert "任务进展（待报" not in words(page("report", who="unit:ex-cgw", period="2026-Q3"))


def test_only_who_answers_is_counted_as_owing_a_milestone(desk: Desk) -> None:
    assert "时间节点（待报 1）" in words(page("report", who="unit:ex-cgw"))
    assert "时间节点（待报" not in words(page("report", who="unit:ex-kw"))
