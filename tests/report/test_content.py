from collections import Counter
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from openpyxl import Workbook as ReadBook

from tests.report.reading import (
    BASIS,
    CHANGES,
    CHARTS,
    CHECKS,
    COVER,
    DUE,
    FILED,
    LEDGER,
    SUPERVISION,
    TARGETS,
    UNITS,
    opened,
    report,
    rows,
)
from tests.report.sample import Q3, TASKS, TODAY, workspace
from tracker import queries
from tracker.changes import changes, previous
from tracker.labels import CHANGE, ITEM_STATE, LIGHTS, TARGET_STATE
from tracker.report.quarterly import write
from tracker.snapshot import Snapshot, Workspace


def test_the_sheets_stand_in_the_order_that_offices_expect(book: ReadBook) -> None:
    expected = [COVER, LEDGER, DUE, TARGETS, UNITS, CHANGES, SUPERVISION, CHARTS, FILED, CHECKS, BASIS]
    assert book.sheetnames == expected


def test_the_cover_says_the_period_in_official_words_and_leaves_the_foot_blank(
    book: ReadBook, now: Snapshot
) -> None:
    said = [cell for row in book[COVER].iter_rows(values_only=True) for cell in row if cell is not None]
    assert "《北京市海淀区碳达峰实施方案》落实情况季度报告" in said
    assert "2026年前三季度" in said
    assert queries.summary_sentence(now) in said
    assert said[-5:] == ["填报单位（盖章）：", "填报人：", "审核人：", "联系电话：", "填报日期："]


def test_the_counts_of_the_cover_are_those_of_the_queries(book: ReadBook, now: Snapshot) -> None:
    lines = [list(row) for row in book[COVER].iter_rows(values_only=True)]
    found = {
        above[0]: dict(zip(above[1:], line[1:], strict=True)) for above, line in pairwise(lines) if above[0]
    }
    lights = {LIGHTS[light]: count for light, count in queries.light_counts(now).items()}
    targets = queries.target_counts(now)
    states = Counter(queries.counted_items(now)["state"])
    assert found["任务灯色"].items() >= {**lights, "合计": 31}.items()
    assert found["到期目标"]["未报数据"] == targets["no_reading"]
    assert found["到期目标"]["合计"] == targets["due"]
    assert found["到期目标"]["另：待下达"] == targets["awaiting_value"] == 2
    assert found["节点与事项"].items() >= {ITEM_STATE[state]: states[state] for state in ITEM_STATE}.items()
    assert sum(found["报送情况"][word] for word in ("已报", "迟报", "漏报", "未到报送期")) == 31


def test_the_ledger_has_every_task_in_the_order_of_the_text(book: ReadBook, now: Snapshot) -> None:
    found, tasks = rows(book[LEDGER]), queries.tasks(now).to_dicts()
    assert [row["序号"] for row in found] == list(range(1, 32))
    for row, task in zip(found, tasks, strict=True):
        assert row["来源章节"] == task["clause"]
        assert row["重点任务"] == task["title"]
        assert row["为什么"] == task["sentence"]
        assert row["状态"].startswith(f"{LIGHTS[task['light']]}：")
        assert row["责任单位（原文顺序）"] == "、".join(task["units"])
        assert row["责任人及联系人"] is None


def test_progress_of_an_older_quarter_is_not_shown_as_news(book: ReadBook, now: Snapshot) -> None:
    found = {row["来源章节"]: row for row in rows(book[LEDGER])}
    current = queries.tasks(now).filter(progress_period="2026-Q3").to_dicts()
    older = queries.tasks(now).filter(progress_period="2026-Q2").to_dicts()
    assert len(current) > 20
    assert older
    for task in current:
        row = found[task["clause"]]
        assert (row["本期进展"], row["进度（%）"]) == (task["progress_text"], task["progress_percent"])
        assert (row["存在问题"], row["下一步措施"]) == (task["progress_problems"], task["next_step"])
    for task in older:
        row = found[task["clause"]]
        assert row["本期进展"] == f"本期未报。最近一次是2026年二季度所报：{task['progress_text']}"
        assert row["进度（%）"] is None
    assert found["十/(三)"]["本期进展"] == "未报。"


def test_the_ledger_says_whether_a_lead_is_confirmed_and_what_a_completion_rests_on(book: ReadBook) -> None:
    found = {row["来源章节"]: row for row in rows(book[LEDGER])}
    assert found["三/(一)"]["牵头单位"] == "中关村科学城管委会\n（已确认牵头）"
    assert found["三/(二)"]["牵头单位"] == "中关村科学城管委会\n（拟定牵头、待确认）"
    assert found["十/(三)"]["牵头单位"] == "待明确责任单位"
    assert found["三/(一)"]["佐证材料"] == "演示材料 1 号"
    assert found["五/(三)"]["完成时限"] == "到2025年\n到2030年"
    assert found["三/(四)"]["完成时限"] == "持续推进"
    assert "到2030年：新能源和可再生能源耦合供热面积占比，12.5%左右" in found["五/(三)"]["阶段目标"]


def test_the_due_table_lists_overdue_before_unknown_before_due_soon(book: ReadBook, now: Snapshot) -> None:
    items = {row["what"]: row for row in queries.counted_items(now).to_dicts()}
    found = rows(book[DUE])
    assert [row["状态"] for row in found] == ["逾期"] * 4 + ["临期"]
    for row in found:
        item = items[row["事项"]]
        assert row["天数"] == abs(item["days_left"])
        assert row["现定时限"].date() == item["effective_due"]
        assert row["说明"] == item["sentence"]


def test_every_figure_of_a_target_is_that_of_the_query(book: ReadBook, now: Snapshot) -> None:
    headings = {
        "实际值": "judged_value",
        "同期要求": "required_at_reading",
        "当前要求": "required_today",
        "距目标": "gap_to_goal",
        "距同期要求": "gap_to_path",
        "落后年数": "years_behind",
        "已实现年均变化": "achieved_pace",
        "今后每年需要": "needed_pace",
    }
    targets = queries.counted_targets(now).to_dicts()
    shown = 0
    for row, target in zip(rows(book[TARGETS]), targets, strict=True):
        assert row["指标"] == target["indicator"]
        assert row["目标"] == target["goal_text"]
        assert row["判定"] == TARGET_STATE[target["state"]]
        assert row["说明"] == target["sentence"]
        for heading, name in headings.items():
            assert row[heading] == target[name], (target["target_id"], heading)
            shown += target[name] is not None
    assert shown > 50


def test_figures_are_numbers_that_show_their_unit(book: ReadBook) -> None:
    sheet = book[TARGETS]
    columns = {cell.value: cell.column for cell in sheet[3]}
    heating = next(row for row in sheet.iter_rows(min_row=4) if row[columns["目标"] - 1].value == "不低于10%")
    assert heating[columns["实际值"] - 1].number_format == '0.0"%"'
    assert heating[columns["距目标"] - 1].number_format == '0.0"个百分点"'
    assert heating[columns["落后年数"] - 1].number_format == '0.00"年"'


def test_the_units_are_those_of_the_query_and_their_totals_add_up(content: bytes, now: Snapshot) -> None:
    units = queries.units(now).to_dicts()
    found = rows(opened(content)[UNITS])
    assert [row["单位"] for row in found] == [unit["name"] for unit in units if unit["led"] + unit["shared"]]
    names = {
        "牵头\n项数": "led",
        "牵头\n红": "led_red",
        "参与\n绿": "shared_green",
        "逾期事项": "overdue",
        "漏报": "missing",
    }
    cached, live = (opened(content, values)[UNITS] for values in (True, False))
    last = cached.max_row
    for column, heading in enumerate([cell.value for cell in cached[3]], 1):
        if heading in names:
            figures = [row[heading] for row in found]
            assert figures == [unit[names[heading]] for unit in units if unit["led"] + unit["shared"]]
            letter = cached.cell(3, column).column_letter
            assert cached.cell(last, column).value == sum(figures)
            assert live.cell(last, column).value == f"=SUM({letter}4:{letter}{last - 1})"


def test_the_changes_are_those_of_the_query(book: ReadBook, place: Workspace, now: Snapshot) -> None:
    frame = changes(now, previous(place, now))
    assert [row["类型"] for row in rows(book[CHANGES])] == [CHANGE[kind] for kind in frame["kind"]]
    assert [row["说明"] for row in rows(book[CHANGES])] == frame["sentence"].to_list()


def test_the_basis_tells_how_to_get_the_same_report_again(book: ReadBook, now: Snapshot) -> None:
    found = {(row["类别"], row["项目"]): row for row in rows(book[BASIS])}
    assert found["时点", "截至日期"]["内容"] == "2026年9月30日"
    assert found["时点", "知悉时刻"]["内容"] == "2026年11月20日 23:59:59（北京时间）"
    assert found["数据来源", "方案指纹"]["内容"] == now.plan.fingerprint
    assert found["数据来源", "台账指纹"]["内容"] == now.head.hash
    assert found["数据来源", "台账记录数"]["内容"] == str(len(now.ledger.records))
    assert found["判定阈值", "严重滞后界限"]["内容"] == "30 个百分点"
    assert "银川" in found["判定阈值", "严重滞后界限"]["说明或来源"]
    assert found["报送期", "2026年前三季度"]["说明或来源"] == "按正式放假安排；计入"
    assert found["报送期", "2024年前三季度"]["说明或来源"].endswith(
        "不计入，早于台账启用或方案印发，或不由本级调度"
    )
    assert "targets" in found["判定规则", "视图"]["内容"]
    assert len(found["判定规则", "规则指纹"]["内容"]) == 64


def test_a_window_whose_holidays_are_not_announced_is_said_to_be_an_estimate(place: Workspace) -> None:
    target = BytesIO()
    write(Workspace(TASKS, place.data, now=lambda: datetime(2027, 3, 1)), Q3.next, target)
    said = {
        row["项目"]: row["说明或来源"]
        for row in rows(opened(target.getvalue())[BASIS])
        if row["类别"] == "报送期"
    }
    assert said["2026年全年"].startswith("预估")
    assert said["2026年前三季度"].startswith("按正式放假安排")


def test_a_damaged_journal_is_said_on_the_cover_and_located_in_the_basis(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    journal = tmp_path / "journal" / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").split("\n")
    lines[100] = lines[100].replace("演示填报", "某某", 1)
    journal.write_text("\n".join(lines), encoding="utf-8")
    book = opened(report(Workspace(TASKS, tmp_path, now=place.now)))
    said = [str(cell) for row in book[COVER].iter_rows(values_only=True) for cell in row]
    assert [words for words in said if words.startswith("方案文件或台账有") and "见“依据”表" in words]
    assert "101" in str([row["内容"] for row in rows(book[BASIS]) if row["类别"] == "数据问题"])


def test_demo_data_is_marked_on_every_sheet(book: ReadBook) -> None:
    for sheet in book:
        top = "".join(
            str(cell) for row in sheet.iter_rows(max_row=2, values_only=True) for cell in row if cell
        )
        assert "演示数据" in top, sheet.title
        assert "演示数据" in sheet.oddHeader.right.text


def test_real_data_carries_no_demo_mark(tmp_path: Path) -> None:
    book = opened(report(workspace(tmp_path, demo=False)))
    said = [
        str(cell)
        for sheet in (COVER, LEDGER)
        for row in book[sheet].iter_rows(values_only=True)
        for cell in row
    ]
    assert not [words for words in said if "演示数据" in words]
    assert not book[LEDGER].oddHeader.right.text


def test_an_empty_ledger_shows_unknowns_and_nothing_green(tmp_path: Path) -> None:
    book = opened(report(Workspace(TASKS, tmp_path, now=lambda: TODAY)))
    assert {row["状态"][0] for row in rows(book[LEDGER])} == {"灰"}
    assert {row["状态"] for row in rows(book[DUE])} == {"到期待报"}
    assert not {row["判定"] for row in rows(book[TARGETS])} & {"到期已达标", "目前达标", "符合路径"}
    assert book[CHANGES]["A4"].value == "没有可列的内容。"
