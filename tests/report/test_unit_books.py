"""The book of one unit, of all units at once, and the book beside another quarter than the one before."""

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
from openpyxl import Workbook as ReadBook

from tests.report.reading import (
    BASIS,
    CHANGES,
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
from tests.report.sample import DOCUMENT, Q3, TASKS, TODAY, record, workspace
from tracker import queries
from tracker.periods import Quarter
from tracker.queries.scope import HOME
from tracker.report.figures import figures, mark
from tracker.report.unit_books import parcel, units_with_a_book
from tracker.snapshot import Snapshot, Workspace

UNIT = "hd-cgw"
EXAMPLE = TASKS.parent / "tests" / "example" / "tasks"


@pytest.fixture(scope="module")
def own(place: Workspace) -> Snapshot:
    return HOME.of(place.report(Q3)).of_unit(UNIT)


@pytest.fixture(scope="module")
def own_book(place: Workspace) -> ReadBook:
    return opened(report(place, unit=UNIT))


def parts(place: Workspace) -> dict[str, bool]:
    """The tasks in force in which the unit has a part, and whether it leads them."""
    found = queries.unit_tasks(HOME.of(place.report(Q3)), UNIT).filter("in_force")
    return dict(found.select("clause", "leads").iter_rows())


def test_it_is_about_what_the_unit_leads_or_shares_and_says_which(
    place: Workspace, own_book: ReadBook
) -> None:
    found = {row["来源章节"]: row["本单位"] for row in rows(own_book[LEDGER])}
    expected = parts(place)
    assert found == {clause: "牵头" if leads else "参与" for clause, leads in expected.items()}
    assert 0 < sum(expected.values()) < len(expected) < 31
    assert "（区城市管理委）" in str(own_book[COVER]["A2"].value)


def test_led_and_shared_are_counted_apart(own_book: ReadBook, own: Snapshot) -> None:
    row = queries.units(own).row(0, named=True)
    lines = {line[0]: line for line in own_book[COVER].iter_rows(values_only=True) if line[0]}
    blocks = [line for line in own_book[COVER].iter_rows(values_only=True) if line[0] == "项数"]
    assert [sum(block[1:6]) for block in blocks[:2]] == [row["led"], row["shared"]]
    assert queries.load_sentence(own, UNIT) in "".join(str(name) for name in lines)
    (unit,) = rows(own_book[UNITS])
    assert (unit["单位"], unit["牵头\n项数"], unit["参与\n项次"]) == (
        "区城市管理委",
        row["led"],
        row["shared"],
    )


def test_all_tables_are_the_unit_s(place: Workspace, own_book: ReadBook, own: Snapshot) -> None:
    clauses = set(parts(place))
    answered = queries.counted_targets(own).filter(answer_unit=UNIT)
    assert {row["来源章节"] for row in rows(own_book[TARGETS])} <= clauses | set(answered["clause"])
    assert [row["本单位"] for row in rows(own_book[TARGETS])].count("牵头") == answered.height > 0
    assert {row["来源章节"] for row in rows(own_book[FILED])} <= clauses
    assert {row["来源章节"] for row in rows(own_book[CHANGES])} <= clauses
    assert {row["本单位"] for row in rows(own_book[DUE])} <= {"牵头", "参与"}


def test_a_zip_holds_the_book_of_every_unit_that_has_one(place: Workspace, tmp_path: Path) -> None:
    now = HOME.of(place.report(Q3))
    loaded = queries.units(now).filter((pl.col("led") + pl.col("shared") > 0) & ~pl.col("collective"))
    assert set(units_with_a_book(now)) == set(loaded["unit_id"])

    small = Workspace(EXAMPLE, tmp_path, now=lambda: TODAY)
    names = ["区发展改革委", "区城市管理委", "区科委、园区管委会"]
    with ZipFile(BytesIO(parcel(small, Q3))) as found:
        assert found.namelist() == [f"{name} 2026年前三季度季度报告.xlsx" for name in names]
        assert found.read(found.namelist()[1]) == report(small, unit="ex-cgw")


def test_a_task_given_to_another_unit_leaves_the_book_of_the_first(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    record(
        place,
        "lead_confirmed",
        date(2026, 8, 3),
        task=f"{DOCUMENT}/5.3",
        unit="hd-fgw",
        source="会议纪要",
    )
    book = opened(report(place, unit="hd-fgw"))
    (row,) = [row for row in rows(book[CHANGES]) if row["类型"] == "责任单位调整"]
    assert row["说明"] == "责任单位由区城市管理委（已确认牵头）改为区发展改革委（已确认牵头）。"
    assert next(row for row in rows(book[LEDGER]) if row["来源章节"] == "五/(三)")["本单位"] == "牵头"


def test_a_unit_that_only_reports_an_indicator_has_a_book_too(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    unit = next(one.id for one in place.plan()[0].units if one.jurisdiction != "北京市海淀区")
    assert unit not in units_with_a_book(HOME.of(place.report(Q3)))
    target = {"target": f"{DOCUMENT}/9.2/t2025-greening", "reporting_unit": unit, "source": "会议纪要"}
    record(place, "target_setting", date(2026, 3, 2), **target)
    assert unit in units_with_a_book(HOME.of(place.report(Q3)))
    book = opened(report(place, unit=unit))
    assert [row["本单位"] for row in rows(book[TARGETS])] == ["牵头"]
    assert book[LEDGER]["A4"].value == "没有可列的内容。"


def test_a_book_names_the_cells_that_other_outputs_print_too(
    book: ReadBook, now: Snapshot, own_book: ReadBook, own: Snapshot
) -> None:
    for found, state in ((book, now), (own_book, own)):
        known = figures(state)
        named = {}
        for name, defined in found.defined_names.items():
            if name.startswith("fig_"):
                ((sheet, cell),) = defined.destinations
                named[name] = found[sheet][cell.replace("$", "")].value
        assert named.items() <= {mark(name): number for name, number in known.items()}.items()
        assert {mark(name) for name in known if name.startswith(("target.", "item.", "freshness."))} <= set(
            named
        )
    cover = {mark(f"light.{light}") for light in ("red", "yellow", "grey", "blue", "green")}
    assert cover | {mark("tasks"), mark("unit.hd-cgw.led_red")} <= set(book.defined_names)
    assert mark("unit.hd-cgw.shared_green") in own_book.defined_names


def test_any_earlier_quarter_can_be_compared_with(place: Workspace) -> None:
    book = opened(report(place, against=Quarter(2025, 4)))
    sheet = book["与2025年全年变化"]
    assert sheet["A1"].value == "与2025年全年相比的变化（2026年前三季度）"
    assert [cell.value for cell in sheet[3]][4:6] == ["2025年全年", "本期"]
    said = [str(cell) for row in book[COVER].iter_rows(values_only=True) for cell in row if cell]
    assert any(words.startswith("与2025年全年相比：") for words in said)
    now, then = place.report(Q3), place.report(Quarter(2025, 4))
    lights = [
        dict(queries.counted_tasks(HOME.of(one)).select("task_id", "light").iter_rows())
        for one in (now, then)
    ]
    turned = sum(lights[0][task] == "red" != lights[1].get(task) for task in lights[0])
    assert sum(row["类型"] == "转红" for row in rows(sheet)) == turned > 0
    assert "上季度" not in str([row["说明"] for row in rows(sheet)])


def test_supervision_is_told_with_reasons_of_returns_only_to_the_unit_itself(tmp_path: Path) -> None:
    place, number = workspace(tmp_path), "督办〔2026〕7号"
    item = f"{DOCUMENT}/3.3/m2025"
    notice = {"number": number, "grade": "reminder", "unit": "hd-kjc", "items": (item,), "demand": "说明原因"}
    record(place, "notice", date(2026, 8, 3), reply_by=date(2026, 8, 20), **notice)
    record(place, "notice_reply", date(2026, 8, 10), notice=number, text="已落实", measures="加快")
    record(place, "notice_closed", date(2026, 8, 12), notice=number, verdict="returned", reason="不具体")
    task = f"{DOCUMENT}/5.3"
    given = {"leader": "分管区领导", "text": "请抓紧", "tasks": (task,), "units": ("hd-cgw", "hd-fgw")}
    record(
        place,
        "instruction",
        date(2026, 9, 1),
        number="批示〔2026〕2号",
        feedback_by=date(2026, 9, 20),
        **given,
    )
    asked = record(
        place, "extension_request", date(2026, 7, 2), item=f"{task}/w1", new_due=date(2026, 12, 31), reason="管线"
    )  # fmt: skip
    granted = {"request": asked, "approved": True, "new_due": date(2026, 11, 30)}
    record(place, "extension_decision", date(2026, 7, 9), document_number="示发〔2026〕4号", **granted)

    book = opened(report(place))
    found = rows(book[SUPERVISION])
    told = [(row["类别"], row["单位"], row["是否按时"], row["状态"]) for row in found]
    assert told == [
        ("督办单", "中关村科学城管委会", "逾期", "逾期未回复"),
        ("领导批示", "区城市管理委", "逾期", "逾期未反馈"),
        ("领导批示", "区发展改革委", "逾期", "逾期未反馈"),
        ("延期申请", "区城市管理委", "时限前提出", "同意"),
    ]
    assert found[0]["说明"] == "回复已退回。应于2026年8月20日回复，已过41天。"
    assert found[3]["说明"] == "申请由2026年10月20日延至2026年12月31日，同意延至2026年11月30日。"
    assert found[3]["编号或文号"] == "示发〔2026〕4号"
    own = rows(opened(report(place, unit="hd-kjc"))[SUPERVISION])
    assert [row["说明"] for row in own] == ["回复已退回：不具体。应于2026年8月20日回复，已过41天。"]
    shared = rows(opened(report(place, unit="hd-fgw"))[SUPERVISION])
    assert [(row["类别"], row["单位"]) for row in shared] == [
        ("领导批示", "区发展改革委"),
        ("延期申请", "区城市管理委"),
    ]
    moved = [row for row in rows(book[CHANGES]) if row["类型"] == "时限调整"]
    assert [row["说明"] for row in moved] == ["完成时限由2026年10月20日调整为2026年11月30日，共延期1次。"]


def test_a_fault_in_a_task_of_others_is_counted_but_not_told_to_a_unit(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks"
    shutil.copytree(EXAMPLE, tasks)
    file = tasks / "plans" / "example.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("due: 2025年底前", "due: 有朝一日"), encoding="utf-8"
    )
    place = Workspace(tasks, tmp_path / "data", now=lambda: TODAY)
    told = {unit: rows(opened(report(place, unit=unit))[BASIS]) for unit in ("ex-cgw", "ex-fgw")}
    said = {unit: [row["项目"] for row in found if row["类别"] == "数据问题"] for unit, found in told.items()}
    assert said == {"ex-cgw": ["条数", "第 1 条"], "ex-fgw": ["条数"]}
