"""Small ledgers typed row by row: what plan and ledger hold already, headings of all kinds, and any cells at all."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.desk import open_desk
from tests.takeover.conftest import OFFICE, Q3, by_kind, fits, left
from tracker.intake import Actor, Role
from tracker.intake.permissions import OF_UNITS
from tracker.snapshot import Workspace
from tracker.takeover.proposal import Choices, Proposal, propose, take

HEAT, FOREST = "推动低碳智慧供热体系建设", "持续推进国家森林城市建设"
HEADS = ("重点任务", "牵头单位", "完成时限", "本期进展")


def read(space: Workspace, *rows: tuple[str, ...], actor: Actor = OFFICE, **choices: object) -> Proposal:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    chosen = Choices(Q3, **choices)  # type: ignore[arg-type]
    return propose(space, "台账.csv", text.getvalue().encode(), chosen, actor)


class TestWhatTheLedgerHolds:
    def test_a_confirmed_lead_is_not_replaced(self, space: Workspace, record: Callable[..., None]) -> None:
        record("lead_confirmed", task="haidian-2024-8/5.3", unit="hd-fgw", source="纪要")
        found = read(space, HEADS, (HEAT, "区城市管理委", "", ""))
        assert found.drafts == ()
        assert left(found)["B2"] == "已确认由“区发展改革委”牵头；要改请在“确认牵头”办理"

    def test_a_goal_that_has_been_set_is_not_replaced(
        self, space: Workspace, record: Callable[..., None]
    ) -> None:
        record("year_goal", task="haidian-2024-8/5.3", year=2026, goal="改造 5 座", source="要点")
        found = read(space, ("重点任务", "年度目标", "进展"), (HEAT, "改造 6 座", ""))
        assert found.drafts == ()
        assert left(found)["B2"].startswith("已设定 2026 年度目标且内容不同")

    def test_a_report_of_the_period_is_not_replaced(
        self, space: Workspace, record: Callable[..., None]
    ) -> None:
        record("progress", task="haidian-2024-8/5.3", period="2026-Q3", text="已报")
        found = read(space, HEADS, (HEAT, "", "", "另一种说法"))
        assert found.drafts == ()
        assert left(found)["D2"] == "流水中已有2026年前三季度的进展（办公室 报），不再导入"

    def test_numbers_of_work_items_go_on(self, space: Workspace, record: Callable[..., None]) -> None:
        piece = {"title": "旧事项", "unit": "hd-cgw", "due": "2026-12-01", "deliverable": "无", "year": 2026}
        record("work_item", task="haidian-2024-8/5.3", item="w7", state="approved", **piece)
        heads = ("重点任务", "具体举措", "牵头单位", "完成时限")
        found = read(space, heads, (HEAT, "新事项", "区城市管理委", "2026年12月"))
        assert by_kind(found, "work_item")["5.3"]["item"] == "w8"

    def test_a_lead_that_the_text_states_is_kept(self, tmp_path: Path) -> None:
        desk = open_desk(tmp_path)
        found = read(desk.space, HEADS, ("开展宣传活动", "区城市管理委", "", ""))
        assert (fits(found), found.drafts) == ({2: ("1.2", "sure")}, ())
        assert left(found)["B2"] == "方案写明由“区发展改革委”牵头，以方案为准"


class TestRefused:
    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICE])
    def test_only_the_office_takes_a_ledger_over(self, empty: Workspace, role: Role) -> None:
        actor = Actor("某某", role, "hd-cgw" if role in OF_UNITS else None)
        found = read(empty, HEADS, (HEAT, "", "", "进展"), actor=actor)
        assert [one.code for one in found.problems] == ["takeover.not-office"]
        assert not take(empty, found, actor).records
        theirs = read(empty, HEADS, (HEAT, "", "", "进展"))
        assert not take(empty, theirs, actor).records
        assert empty.journal.read().records == ()

    def test_a_problem_of_the_intake_stands_at_its_cell_and_nothing_is_taken(self, space: Workspace) -> None:
        rows = ((HEAT, "", "", "进展", "150"), (FOREST, "", "", "进展", "50"))
        found = read(space, (*HEADS, "完成比例"), *rows)
        [problem] = found.problems
        assert (problem.code, problem.place.cell) == ("intake.bad-field", "D2")
        assert take(space, found, OFFICE).problems == found.problems
        assert space.journal.read().records == ()

    def test_a_period_that_has_not_ended(self, empty: Workspace) -> None:
        text = "重点任务,牵头单位,本期进展\n" + HEAT + ",,进展\n"
        found = propose(empty, "台账.csv", text.encode(), Choices(Q3.next), OFFICE)
        assert [one.code for one in found.problems] == ["intake.future"]

    def test_a_locked_period(self, space: Workspace, record: Callable[..., None]) -> None:
        record("opened", on="2026-01-01")
        record("period_lock", period="2026-Q3", locked=True)
        found = read(space, HEADS, (HEAT, "", "", "进展"))
        assert [(one.code, one.place.cell) for one in found.problems] == [("intake.locked", "D2")]

    def test_a_sheet_without_heading(self, empty: Workspace) -> None:
        assert [one.code for one in read(empty, ("甲", "乙"), ("1", "2")).problems] == ["takeover.no-heading"]

    def test_a_heading_without_rows(self, empty: Workspace) -> None:
        assert [one.code for one in read(empty, HEADS).problems] == ["takeover.no-rows"]

    def test_what_was_recorded_since_the_mapping_was_shown_holds_everything_back(
        self, space: Workspace, record: Callable[..., None]
    ) -> None:
        found = read(space, HEADS, (HEAT, "", "", "进展"), (FOREST, "", "", "进展"))
        record("progress", task="haidian-2024-8/9.2", period="2026-Q3", text="刚报的")
        outcome = take(space, found, OFFICE)
        assert [(one.code, one.place.cell) for one in outcome.problems] == [("intake.conflict", "D3")]
        assert space.journal.read().records[-1].body["text"] == "刚报的"


class TestHeadings:
    def field_of(self, empty: Workspace, heading: str) -> str | None:
        found = read(empty, ("重点任务", "配合单位", "佐证材料", heading), (HEAT, "", "", "内容"))
        return found.columns[3].field

    @pytest.mark.parametrize(
        ("heading", "field"),
        [
            ("牵头部门", "lead"),
            ("主 责 单 位", "lead"),
            ("２０２６年三季度进展情况", "text"),
            ("截至9月底工作进展", "text"),
            ("目前进展（限200字）", "text"),
            ("上季度进展", None),
            ("2025年完成情况", None),
            ("工作进度(%)", "percent"),
            ("下步打算及下一步计划", "next_step"),
            ("预算（万元）", None),
            ("责任单位联系人", None),
            ("分管区领导", None),
        ],
    )
    def test_usual_ones(self, empty: Workspace, heading: str, field: str | None) -> None:
        assert self.field_of(empty, heading) == field

    def test_of_two_columns_for_one_field_the_plainer_is_read_and_the_other_named(
        self, empty: Workspace
    ) -> None:
        found = read(empty, ("重点任务", "主要进展情况", "本期进展", "备注"), (HEAT, "甲", "乙", ""))
        assert [column.field for column in found.columns] == ["title", None, "text", "note"]
        assert found.columns[1].reason == "“本期进展”已由另一列提供，这一列不导入"

    def test_the_office_can_say_what_a_column_is(self, empty: Workspace) -> None:
        rows = (("重点任务", "配合单位", "备注", "干了啥"), (HEAT, "", "", "改造 4 座"))
        assert read(empty, *rows).drafts == ()
        found = read(empty, *rows, columns={("台账", 4): "text"})
        assert [one.draft.kind for one in found.taken] == ["progress"]
        assert found.columns[3].reason == "由办公室指定"

    def test_but_never_that_a_column_of_people_is_anything(self, empty: Workspace) -> None:
        rows = (("重点任务", "配合单位", "备注", "联系人"), (HEAT, "", "", "某某"))
        found = read(empty, *rows, columns={("台账", 4): "text"})
        assert found.columns[3].field is None
        assert found.drafts == ()


class TestRowsByHand:
    def test_a_row_can_be_given_to_another_task_or_dropped(self, empty: Workspace) -> None:
        rows = (HEADS, (HEAT, "", "", "甲"), (FOREST, "", "", "乙"))
        chosen = {("台账", 2): "haidian-2024-8/9.1", ("台账", 3): ""}
        found = read(empty, *rows, rows=chosen)
        assert fits(found) == {2: ("9.1", "chosen"), 3: ("", "dropped")}
        assert list(by_kind(found, "progress")) == ["9.1"]

    def test_a_clause_before_the_title_is_a_clause(self, empty: Workspace) -> None:
        rows = (("五（三）供热", "", "", "甲"), ("1.森林城市建设", "", "", "乙"))
        assert fits(read(empty, HEADS, *rows)) == {2: ("5.3", "sure"), 3: ("9.2", "sure")}

    def test_rows_that_go_on_with_it_follow(self, empty: Workspace) -> None:
        heads = ("序号", "重点任务", "具体举措", "本期进展")
        rows = (heads, ("1", "办会", "甲举措", "甲"), ("", "", "乙举措", "乙"))
        found = read(empty, *rows, rows={("台账", 2): "haidian-2024-8/9.1"})
        assert fits(found) == {2: ("9.1", "chosen"), 3: ("9.1", "chosen")}


def test_a_cell_with_a_telephone_number_is_not_taken(empty: Workspace) -> None:
    found = read(empty, HEADS, (HEAT, "", "", "请联系 13800000000"))
    assert found.drafts == ()
    assert left(found)["D2"].startswith("含有电话号码")
    assert "13800000000" not in repr(found)


def test_a_formula_without_result_is_not_taken_for_words(empty: Workspace) -> None:
    file = io.BytesIO()
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (HEADS, (HEAT, "", "", "=CONCATENATE(A1)"), (FOREST, "", "", "#N/A")):
        sheet.append(row)
    made.save(file)
    found = propose(empty, "台账.xlsx", file.getvalue(), Choices(Q3), OFFICE)
    assert found.drafts == ()
    assert {cell: reason[:10] for cell, reason in left(found).items()} == {
        "D2": "公式没有算出结果，不",
        "D3": "单元格里是错误值，不",
    }


WORDS = st.sampled_from(
    (
        *HEADS,
        *(
            "序号",
            "具体举措",
            "进度(%)",
            "状态",
            "年度目标",
            "联系人",
            "三季度",
            "责任分工",
            "合计",
            "填报人：",
        ),
        *(HEAT, FOREST, "区城市管理委", "区发改委、区水务局", "相关街镇", "五（三）", "九、生态城市", "正常"),
        *("2026年底前", "持续推进", "2026.1", "60%", "0.5", "1", "约60%", "/", "", "", "", "已改造 4 座"),
    )
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=9))
def test_whatever_stands_in_the_cells_is_read_or_named(empty: Workspace, rows: list[list[str]]) -> None:
    found = read(
        empty, ("重点任务", "本期进展", "完成时限", "牵头单位", "进度(%)", "状态", "序号"), *map(tuple, rows)
    )
    taken = {one.task_id for one in found.taken}
    assert taken <= {row.task_id for row in found.rows if row.taken}
    assert all(one.reason for one in (*found.left, *found.columns, *found.passed))
    assert all(problem.message and problem.place.file for problem in found.problems)
