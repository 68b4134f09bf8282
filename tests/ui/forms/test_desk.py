"""我的填报 without a browser: drafts, several tasks at once, the unit's own confirmation, evidence with a report."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.intake.desk import LEAD, MILESTONE, OFFICE, TASK, Desk, open_desk
from tracker.intake import Actor, Role
from tracker.ui import identity, ledger
from tracker.ui.state import View, read

CLERK = Actor("本机", Role.REPORTER, "ex-cgw")
COLLEAGUE = Actor("另一填报员", Role.REPORTER, "ex-cgw")
AS_CLERK = {"who": "reporter:ex-cgw", "period": "2026-Q3"}
AS_UNIT = {"who": "unit:ex-cgw", "period": "2026-Q3"}
FORM = AS_CLERK | {"do": "progress", "id": TASK}
UNITS = {"ex-cgw": "示例市示例区", "ex-fgw": "示例市示例区"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The example district on 12 October 2026, in the window of the third quarter."""
    made = open_desk(tmp_path)
    made.on("2026-01-05").record(OFFICE, "opened", on="2026-01-01")
    monkeypatch.setattr(ledger, "_workspace", made.on("2026-10-12").space)
    monkeypatch.setattr(identity, "_switched", True)
    return made


def visit(params: dict[str, str]) -> View:
    return read("report", params, date(2026, 10, 12), ledger.version(), UNITS)[0]


def page(params: dict[str, str]) -> AppTest:
    def script() -> None:
        import streamlit as st

        from tests.ui.forms.test_desk import visit
        from tracker.ui.screens.report import show

        show(visit(st.query_params.to_dict()))

    test = AppTest.from_function(script)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run(timeout=30)


def words(test: AppTest) -> str:
    assert not test.exception
    return "".join(part.proto.body for part in test.get("html"))


def field(test: AppTest, label: str) -> Any:
    [found] = [one for one in (*test.text_area, *test.text_input) if one.label == label]
    return found


def press(test: AppTest, label: str) -> AppTest:
    [button] = [one for one in test.button if one.label == label]
    return button.click().run(timeout=30)


class TestWhatIsOwed:
    def test_one_line_says_how_far_and_how_long(self, desk: Desk) -> None:
        said = words(page(AS_CLERK))
        assert "本期应报 1 项，已报 0 项，还差 1 项，报送期到 2026年10月20日止（还有 6 个工作日）。" in said

    def test_the_last_day(self, desk: Desk) -> None:
        desk.on("2026-10-20")
        assert "（今天截止）" in words(page(AS_CLERK))

    def test_what_waits_is_not_said_to_be_reported(self, desk: Desk) -> None:
        desk.record(CLERK, "progress")
        said = words(page(AS_CLERK))
        assert "已报 0 项，待本单位审核 1 项，审核同意后才算报齐，" in said
        assert "待本单位审核</span>" in said
        assert ">已报</span>" not in said


class TestDrafts:
    def test_put_aside_and_taken_up_again(self, desk: Desk) -> None:
        test = page(FORM)
        field(test, "本期进展").input("写了一半")
        assert "已于 2026-10-12 12:00 暂存，还没有报送" in words(press(test, "暂存"))
        again = page(FORM)
        assert field(again, "本期进展").value == "写了一半"
        assert "已恢复 2026-10-12 12:00 暂存的草稿" in words(again)
        assert "有草稿" in words(page(AS_CLERK))
        assert [record.kind for record in desk.written] == ["opened"]

    def test_given_up_the_form_is_empty_again(self, desk: Desk) -> None:
        test = page(FORM)
        field(test, "本期进展").input("写了一半")
        test = press(press(test, "暂存"), "放弃草稿")
        assert field(test, "本期进展").value == ""
        assert field(page(FORM), "本期进展").value == ""

    def test_sent_it_is_gone(self, desk: Desk) -> None:
        test = page(FORM)
        field(test, "本期进展").input("完成 7 处")
        test = press(press(test, "暂存"), "提交本单位审核")
        assert desk.written[-1].kind == "submission"
        assert "已提交本单位审核，同意后才算报送。" in words(test)
        assert "有草稿" not in words(page(AS_CLERK))

    def test_what_was_recorded_since_it_was_put_aside_is_shown_beside_it(self, desk: Desk) -> None:
        test = page(FORM)
        field(test, "本期进展").input("我的说法")
        press(test, "暂存")
        desk.record(COLLEAGUE, "progress", text="同事的说法")
        test = press(page(FORM), "提交本单位审核")
        said = words(test)
        assert "提交了报送，正待本单位审核" in said
        assert "同事的说法</td><td>我的说法</td>" in said
        press(test, "看过对方内容，仍按本表提交")
        assert [record.body["content"]["text"] for record in desk.written[-2:]] == ["同事的说法", "我的说法"]  # type: ignore[index]


class TestCopies:
    def test_last_quarters_words_are_flagged_and_taken(self, desk: Desk) -> None:
        desk.record(LEAD, "progress", period="2026-Q2", text="已完成六处锅炉房改造，运行平稳")
        test = page(FORM)
        field(test, "本期进展").input("已完成 六处锅炉房改造，运行平稳。")
        assert "与上期雷同" in words(press(test, "暂存"))
        press(test, "提交本单位审核")
        assert desk.written[-1].kind == "submission"
        assert "与上期雷同" in words(page(AS_CLERK))
        assert "与上期雷同" in words(page(AS_UNIT | {"do": "confirm"}))


class TestSeveralAtOnce:
    def test_what_is_filled_in_is_sent_and_the_rest_left(self, desk: Desk) -> None:
        who = {"who": "unit:ex-fgw", "period": "2026-Q3", "do": "quick"}
        test = page(who)
        rows = [one for one in test.text_area if one.label.endswith("本期进展")]
        assert len(rows) == 2
        rows[1].input("开展两场活动")
        press(test, "报送已填的")
        assert [record.kind for record in desk.written] == ["opened", "progress"]
        assert desk.written[-1].body["text"] == "开展两场活动"
        assert len(page(who).text_area) == 1

    def test_a_colleagues_report_is_shown_beside_the_row(self, desk: Desk) -> None:
        test = page(AS_UNIT | {"do": "quick"})
        test.text_area[0].input("我的说法")
        desk.record(LEAD, "progress", text="同事的说法")
        said = words(press(test, "报送已填的"))
        assert "同事的说法</td><td>我的说法</td>" in said
        press(test, "看过对方内容，仍按本表提交")
        assert desk.written[-1].body["text"] == "我的说法"

    def test_a_mistake_stands_in_its_row_and_nothing_is_sent(self, desk: Desk) -> None:
        desk.record(OFFICE, "year_goal")
        test = page(AS_UNIT | {"do": "quick"})
        [share] = [one for one in test.text_input if "完成比例" in one.label]
        share.input("120")
        test.text_area[0].input("完成 7 处")
        assert "太大。不能大于 100。" in words(press(test, "报送已填的"))
        assert desk.written[-1].kind == "year_goal"


class TestConfirmation:
    @pytest.fixture
    def queue(self, desk: Desk) -> AppTest:
        """A report, a completion and evidence of one task."""
        desk.record(LEAD, "progress", period="2026-Q2", text="启动改造")
        desk.record(CLERK, "progress")
        desk.record(CLERK, "completion")
        desk.record(CLERK, "evidence")
        return page(AS_UNIT | {"do": "confirm"})

    def test_everything_is_readable(self, queue: AppTest) -> None:
        said = words(queue)
        for part in ("已完成 6 处", "上期：2026年上半年", "启动改造", "已建成", "示发改〔2026〕3号"):
            assert part in said
        assert [box.label for box in queue.checkbox] == ["进展报告", "办结申报", "佐证材料"]

    def test_all_at_once(self, desk: Desk, queue: AppTest) -> None:
        press(queue, "全部同意（3 件）")
        kinds = [record.kind for record in desk.written[-6:]]
        assert kinds == ["confirmation", "progress", "confirmation", "completion", "confirmation", "evidence"]
        assert "没有等待本单位审核的内容" in words(page(AS_UNIT | {"do": "confirm"}))

    def test_a_return_needs_a_reason_and_leads_back_to_the_text(self, desk: Desk, queue: AppTest) -> None:
        queue.checkbox[0].check()
        assert "退回要写明原因。" in words(press(queue, "退回勾选的"))
        field(queue, "退回原因（退回时必填）").input("请写明完成时间")
        press(queue, "退回勾选的")
        assert [record.body.get("verdict") for record in desk.written[-1:]] == ["returned"]
        said = words(page(AS_CLERK))
        assert "本单位退回" in said
        assert "退回原因：请写明完成时间" in said
        form = page(FORM)
        assert field(form, "本期进展").value == "已完成 6 处"
        assert "本单位审核人退回了上一份，原因：请写明完成时间。" in words(form)

    def test_what_was_recorded_meanwhile_is_shown_before_it_is_replaced(self, desk: Desk) -> None:
        desk.record(CLERK, "reading")
        test = page(AS_UNIT | {"do": "confirm"})
        desk.record(OFFICE, "reading", value="9.3")
        said = words(press(test, "全部同意（1 件）"))
        assert "9.3%</td><td>9.1%</td>" in said
        press(test, "全部同意（1 件）")
        assert [record.kind for record in desk.written[-2:]] == ["confirmation", "reading"]
        assert desk.written[-1].body["value"] == "9.1"

    def test_nothing_ticked(self, desk: Desk, queue: AppTest) -> None:
        head = desk.written[-1].id
        assert "没有勾选任何一项。" in words(press(queue, "同意勾选的"))
        assert desk.written[-1].id == head

    def test_the_reporter_sees_what_became_of_it(self, desk: Desk, queue: AppTest) -> None:
        press(queue, "全部同意（3 件）")
        report = next(record for record in desk.written[::-1] if record.kind == "progress")
        desk.record(OFFICE, "review", record=report.id, verdict="returned", reason="数字与统计不符")
        test = page(AS_CLERK | {"do": "confirm"})
        said = words(test)
        assert "双碳办退回" in said
        assert "数字与统计不符" in said
        assert said.count("已报送") == 2
        assert len(test.checkbox) == 0


class TestTakingBack:
    def test_the_unit_takes_back_what_waits(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "progress")
        test = page(AS_CLERK | {"do": "correct", "id": submitted.id})
        assert "撤回提交的进展报告：" in words(test)
        field(test, "撤回原因").input("要重写")
        press(test, "撤回")
        assert desk.written[-1].body == {"replaces": submitted.id, "reason": "要重写"}
        assert "待本单位审核 1 项" not in words(page(AS_CLERK))

    @pytest.mark.parametrize(("who", "offered"), [(AS_CLERK, True), (AS_UNIT, False)])
    def test_it_is_offered_to_the_reporter_and_not_beside_the_return(
        self, desk: Desk, who: dict[str, str], offered: bool
    ) -> None:
        desk.record(CLERK, "progress")
        assert (">撤回</a>" in words(page(who | {"do": "confirm"}))) is offered

    def test_another_unit_reads_nothing_of_it(self, desk: Desk) -> None:
        submitted = desk.record(CLERK, "progress")
        said = words(page({"who": "unit:ex-fgw", "do": "correct", "id": submitted.id}))
        assert "没有这条可以更正的记录" in said
        assert "已完成 6 处" not in said


class TestEvidence:
    PDF = ("验收单.pdf", b"%PDF-1.7 proof", "application/pdf")

    def test_a_file_goes_along_with_the_report(self, desk: Desk) -> None:
        test = page(AS_UNIT | {"do": "progress", "id": TASK})
        field(test, "本期进展").input("完成 7 处")
        test.get("file_uploader")[0].upload(*self.PDF)
        press(test, "报送")
        report, proof = desk.written[-2:]
        assert (report.kind, proof.kind, report.batch) == ("progress", "evidence", proof.batch)
        assert (proof.body["name"], proof.body["task"], proof.body["period"]) == (
            "验收单.pdf",
            TASK,
            "2026-Q3",
        )
        assert "验收单.pdf</a>" in words(page(AS_UNIT | {"do": "evidence"}))

    def test_a_file_that_is_refused_holds_back_the_report(self, desk: Desk) -> None:
        test = page(AS_UNIT | {"do": "progress", "id": TASK})
        field(test, "本期进展").input("完成 7 处")
        test.get("file_uploader")[0].upload("验收单.pdf", b"<html>", "application/pdf")
        assert "佐证材料“验收单.pdf”：文件内容不是 pdf 格式" in words(press(test, "报送"))
        assert desk.written[-1].kind == "opened"
        assert not (desk.data / "evidence").exists()

    def test_it_can_be_marked_as_internal_later(self, desk: Desk) -> None:
        proof = desk.record(LEAD, "evidence", note="含站点信息")
        test = page(AS_UNIT | {"do": "correct", "id": proof.id})
        test.radio[0].set_value("True")
        field(test, "更正原因").input("漏勾")
        press(test, "提交更正")
        content = desk.written[-1].body["body"]
        assert isinstance(content, dict)
        assert (content["restricted"], content["note"]) == (True, "含站点信息")

    def test_a_number_for_a_milestone(self, desk: Desk) -> None:
        test = page(AS_UNIT | {"do": "completion", "id": MILESTONE})
        field(test, "办结说明").input("已建成")
        field(test, "没有电子件的，写文号（选填）").input("示发改〔2026〕9号")
        test.date_input[0].set_value(date(2026, 10, 9))
        press(test, "报办结")
        assert [record.kind for record in desk.written[-2:]] == ["completion", "evidence"]
