"""Six ledgers, each kept in its own way: what is read of them, what becomes of it, and what is left out with which reason."""

from decimal import Decimal

import pytest

from tests.takeover.conftest import OFFICE, Ask, by_kind, fits, left
from tests.takeover.ledgers import LEDGERS, PERSON
from tracker.snapshot import Workspace
from tracker.takeover.proposal import take


@pytest.mark.parametrize("which", LEDGERS)
def test_everything_is_taken_in_one_batch_and_a_second_time_nothing(
    ask: Ask, space: Workspace, which: str
) -> None:
    first = ask(which, space)
    assert first.ok, first.problems
    outcome = take(space, first, OFFICE)
    opened, *records = outcome.records
    assert opened.kind == "opened"
    assert [record.kind for record in records] == [one.draft.kind for one in first.taken]
    assert len({record.batch for record in outcome.records}) == 1
    again = ask(which, space)
    assert again.ok
    assert again.drafts == ()


@pytest.mark.parametrize("which", LEDGERS)
def test_people_are_neither_shown_nor_taken(ask: Ask, which: str) -> None:
    proposal = ask(which)
    assert all(column.field is None for column in proposal.columns if column.person)
    assert PERSON not in repr(proposal)
    assert "13800000000" not in repr(proposal)


class TestFullLedger:
    def test_a_task_with_everything(self, ask: Ask) -> None:
        found = ask("full")
        assert fits(found) == {4: ("5.3", "sure"), 5: ("4.3", "sure"), 6: ("10.3", "sure")}
        assert by_kind(found, "progress")["5.3"] == {
            "task": "haidian-2024-8/5.3",
            "period": "2026-Q3",
            "text": "已改造 4 座\n（录自原台账《完整台账.xlsx》“台账”第 4 行；佐证材料：验收单）",
            "percent": Decimal("66.7"),
            "problems": "管线迁改慢",
            "next_step": "加快审批",
            "own_light": "green",
        }
        goal = by_kind(found, "year_goal")["5.3"]
        assert (goal["year"], goal["goal"]) == (2026, "完成改造 6 座")
        assert goal["source"] == "原台账《完整台账.xlsx》“台账”第 4 行"

    def test_a_lead_that_the_text_leaves_open(self, ask: Ask) -> None:
        leads = by_kind(ask("full"), "lead_confirmed")
        assert {task: body["unit"] for task, body in leads.items()} == {"5.3": "hd-cgw", "10.3": "hd-tjj"}

    def test_what_is_left_out_says_why(self, ask: Ask) -> None:
        found = left(ask("full"))
        assert found["G5"] == "单位名录中没有“区科委”"
        assert found["K5"].startswith("晚于方案写明的 2025-12-31、2030-12-31；时限只能经延期调整")
        assert found["M5"] == "“约60%”不是确数，不作为完成比例"
        assert found["N5"].startswith("不是自评用语")

    def test_a_rough_share_stays_in_the_words(self, ask: Ask) -> None:
        report = by_kind(ask("full"), "progress")["4.3"]
        assert "percent" not in report
        assert str(report["text"]).endswith("；进度原写“约60%”）")


class TestHeadingOfTwoRows:
    def test_headings_are_put_together(self, ask: Ask) -> None:
        fields = {column.heading: column.field for column in ask("two_row_heading").columns}
        assert fields["责任分工／主责单位"] == "lead"
        assert fields["责任分工／分管领导"] is None
        assert fields["三季度完成情况／完成率（％）"] == "percent"
        assert fields["完成时限"] == "due"

    def test_a_chapter_that_is_merged_over_its_tasks_narrows_the_choice(self, ask: Ask) -> None:
        found = ask("two_row_heading")
        assert fits(found) == {4: ("9.1", "sure"), 5: ("9.2", "sure"), 6: ("8.4", "sure")}
        assert [row.reason for row in found.rows][:2] == ["同一章节中任务名称相近（80%）"] * 2

    def test_half_a_percent_or_a_half_is_not_guessed(self, ask: Ask) -> None:
        found = ask("two_row_heading")
        assert by_kind(found, "progress")["9.1"]["percent"] == 80
        assert left(found)["I5"] == "分不清 0.5 是 0.5% 还是 50%"


class TestGroupedRows:
    def test_rows_under_a_merged_task_are_pieces_of_it(self, ask: Ask) -> None:
        found = ask("grouped")
        assert {row: task for row, (task, _) in fits(found).items()} == {
            2: "5.2",
            3: "5.2",
            4: "5.2",
            5: "6.3",
            6: "6.3",
        }
        pieces = [one.draft.body for one in found.taken if one.draft.kind == "work_item"]
        told = [(one["task"], one["item"], one["title"], one["unit"], str(one["due"])) for one in pieces]
        assert told == [
            ("haidian-2024-8/5.2", "w1", "建设屋顶光伏示范", "hd-fgw", "2026-12-31"),
            ("haidian-2024-8/5.2", "w2", "出台支持办法", "hd-nyj", "2026-11-30"),
            ("haidian-2024-8/6.3", "w1", "更新新能源公交", "hd-cgw", "2026-09-30"),
        ]
        assert {one["state"] for one in pieces} == {"proposed"}
        assert pieces[0]["deliverable"] == "并网 5 兆瓦"

    @pytest.mark.parametrize(("choice", "states"), [("approved", {"approved"}), ("none", set())])
    def test_the_office_says_whether_pieces_are_approved_or_left_out(
        self, ask: Ask, choice: str, states: set[str]
    ) -> None:
        found = ask("grouped", work_items=choice)
        assert {one.draft.body["state"] for one in found.taken if one.draft.kind == "work_item"} == states
        assert found.ok

    def test_a_merged_share_holds_for_the_task_and_different_ones_are_not_averaged(self, ask: Ask) -> None:
        found = ask("grouped")
        assert by_kind(found, "progress")["5.2"]["percent"] == 60
        assert "percent" not in by_kind(found, "progress")["6.3"]
        assert left(found)["H5"] == left(found)["H6"] == "同一任务各行的完成比例不一，不能合成一个数"

    def test_progress_of_several_rows_is_one_report_with_their_measures(self, ask: Ask) -> None:
        text = str(by_kind(ask("grouped"), "progress")["6.3"]["text"])
        assert text.startswith("1. 更新新能源公交：更新 30 辆\n2. 建设充电设施：建成 100 个\n")

    def test_dates_of_the_plan_never_move(self, ask: Ask) -> None:
        found = left(ask("grouped"))
        assert found["E5"] == "与方案写明的 2030-12-31 不同，方案的时限不变；只作为分解事项的时限"
        assert found["E6"].startswith("晚于方案写明的 2030-12-31")
        assert found["E4"] == "没有日期，不作为分解事项"

    def test_several_leads_are_no_lead(self, ask: Ask) -> None:
        found = ask("grouped")
        assert by_kind(found, "lead_confirmed") == {}
        assert left(found)["D2"] == "同一任务各行的牵头单位不一，看不出由谁牵头"


class TestCommaSeparatedInGbk:
    def test_what_is_left_empty_goes_on_with_the_row_above(self, ask: Ask) -> None:
        found = ask("gbk")
        assert fits(found)[5] == ("3.3", "sure")
        assert found.rows[2].reason == "与第 4 行同一任务"
        assert str(by_kind(found, "progress")["3.3"]["text"]).startswith("1. 发布清单\n2. 对接 5 家机构\n")

    def test_a_clause_that_the_words_speak_against_is_doubtful_and_not_taken(self, ask: Ask) -> None:
        found = ask("gbk")
        assert fits(found)[6] == ("3.2", "doubtful")
        assert "3.2" not in by_kind(found, "progress")

    def test_of_several_units_none_is_called_the_lead(self, ask: Ask) -> None:
        found = ask("gbk")
        assert left(found)["D4"] == "列了 2 个单位，没有写明哪一个牵头"
        assert list(by_kind(found, "lead_confirmed")) == ["3.1"]


class TestSharesAsFractions:
    def test_a_column_of_fractions_is_read_as_percent_and_said(self, ask: Ask) -> None:
        found = ask("fractions")
        assert by_kind(found, "progress")["5.1"]["percent"] == 60
        remarks = {one.task_id.split("/")[1]: one.remark for one in found.taken}
        assert remarks["4.2"] == "整列都按小数填写，0.9 读作 90%"

    def test_own_judgements_are_taken_only_in_plain_words(self, ask: Ask) -> None:
        reports = by_kind(ask("fractions"), "progress")
        assert (reports["5.1"]["own_light"], reports["4.2"]["own_light"]) == ("yellow", "green")

    def test_rows_that_are_no_tasks_are_named(self, ask: Ask) -> None:
        found = ask("fractions")
        assert [(one.row, one.reason) for one in found.passed] == [
            (2, "整行只有一格，作为分组标题"),
            (6, "重复的表头"),
        ]
        assert (fits(found)[4], fits(found)[5]) == (("5.4", "doubtful"), ("", "none"))


class TestSeveralSheets:
    def test_only_the_quarter_and_the_year_that_are_meant_are_read(self, ask: Ask) -> None:
        found = ask("several_sheets")
        assert str(by_kind(found, "progress")["7.1"]["text"]).startswith("完成 9 家\n")
        assert by_kind(found, "year_goal")["8.1"]["goal"] == "新目标"
        reasons = {column.heading: column.reason for column in found.columns}
        assert reasons["一季度进展"] == "是其他季度的内容，不是2026年前三季度的"
        assert reasons["2025年度目标"] == "是 2025 年的内容，不是2026年前三季度的"

    def test_a_sheet_without_a_known_heading_is_said_to_be_skipped(self, ask: Ask) -> None:
        [problem] = ask("several_sheets").problems
        assert (problem.code, problem.place.sheet, problem.severity) == (
            "takeover.sheet-skipped",
            "台账",
            "warning",
        )
