import re
import shutil
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.report.reading import (
    BASIS,
    LEDGER,
    SUPERVISION,
    cells,
    opened,
    report,
    rows,
)
from tests.report.sample import DOCUMENT, FORMULA, Q3, TASKS, TODAY, find, record, workspace
from tracker.periods import Quarter
from tracker.report.quarterly import write
from tracker.snapshot import Workspace, kept_plan_folder


def test_text_that_looks_like_a_formula_stays_text(content: bytes) -> None:
    sheet = opened(content, values=False)[LEDGER]
    found = [
        cell
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if str(cell.value or "")[:1] in "=+-@" and cell.value
    ]
    assert {cell.value[0] for cell in found} == {"=", "+", "-"}
    assert FORMULA in {cell.value for cell in found}
    assert all(cell.data_type == "s" or cell.value == FORMULA for cell in found)
    assert all(cell.quotePrefix for cell in found)


def test_formulas_are_plain_sums_counts_and_differences_that_every_spreadsheet_knows(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [
            parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")
        ]
        names = parts.namelist()
    formulas = [text.split("</f>")[0] for sheet in sheets for text in sheet.split("<f>")[1:]]
    assert len(formulas) > 100
    called = {word for formula in formulas for word in re.findall(r"[A-Z]+(?=\()", formula)}
    assert called <= {"SUM", "IF", "ABS", "DATE", "COUNTIF"}
    assert not [formula for formula in formulas if "[" in formula or "http" in formula]
    assert not [name for name in names if "externalLink" in name or "hyperlink" in name.lower()]


def test_control_characters_and_urls_do_not_break_the_file(tmp_path: Path) -> None:
    place = workspace(tmp_path)
    text = "见 http://example.org/\x01 一节\t与 _x0041_ 字样"
    record(place, "progress", date(2026, 10, 12), task=f"{DOCUMENT}/3.2", period="2026-Q3", text=text)
    book = opened(report(place))
    said = next(row["本期进展"] for row in rows(book[LEDGER]) if row["来源章节"] == "三/(二)")
    assert "http://example.org/" in said
    assert not book[LEDGER]._hyperlinks


def test_the_same_inputs_give_the_same_bytes(place: Workspace, content: bytes, tmp_path: Path) -> None:
    assert report(place) == content
    shutil.copytree(place.data, tmp_path / "copy")
    assert report(Workspace(TASKS, tmp_path / "copy", now=lambda: TODAY)) == content


def test_an_hour_later_the_cells_are_the_same(place: Workspace, content: bytes) -> None:
    later = Workspace(TASKS, place.data, now=lambda: TODAY + timedelta(hours=1))
    assert cells(report(later)) == cells(content)


def test_a_locked_quarter_can_be_reissued_years_later_whatever_has_changed(tmp_path: Path) -> None:
    """Plan files, corrections, decisions, notices, further locks, and the clock; also of one unit and against another."""
    tasks = tmp_path / "tasks"
    shutil.copytree(TASKS, tasks)
    place = workspace(tmp_path / "data")
    place = Workspace(tasks, tmp_path / "data", now=place.now)
    item = f"{DOCUMENT}/5.3/w1"
    notice = {"grade": "reminder", "unit": "hd-cgw", "items": (item,), "demand": "说明原因"}
    record(place, "notice", date(2026, 9, 1), number="督办〔2026〕1号", reply_by=date(2026, 9, 20), **notice)
    asked = record(
        place, "extension_request", date(2026, 9, 2), item=item, new_due=date(2027, 1, 1), reason="管线"
    )
    plan, _ = place.plan()
    shutil.copytree(tasks, kept_plan_folder(place.data, plan.fingerprint))
    record(place, "period_lock", date(2026, 11, 21), period=str(Q3), locked=True, plan=plan.fingerprint)
    books: list[dict[str, Any]] = [{}, {"unit": "hd-cgw", "against": Quarter(2025, 4)}]
    issued = [report(place, **one) for one in books]
    found = opened(issued[0])
    assert len(rows(found[SUPERVISION])) == 2
    assert "本期已锁定" in str(rows(found[BASIS]))

    file = tasks / "plans" / "haidian-2024-8.yaml"
    text = file.read_text(encoding="utf-8").replace("加快部署基础前沿技术研究", "改过的标题")
    file.write_text(text, encoding="utf-8")
    wrong = find(place, "progress", task=f"{DOCUMENT}/3.1", period="2026-Q3")
    record(place, "correction", date(2026, 12, 1), replaces=wrong, reason="更正", body=None)
    reading = find(place, "reading", indicator=f"{DOCUMENT}/forest-cover", period="2024")
    record(place, "correction", date(2026, 12, 2), replaces=reading, reason="更正", body=None)
    # Said later of days long past: they belong to no report that was locked before.
    late = {"request": asked, "approved": True, "new_due": date(2026, 12, 31)}
    record(place, "extension_decision", date(2026, 9, 9), **late)
    record(place, "notice_reply", date(2026, 9, 10), notice="督办〔2026〕1号", text="已办", measures="无")
    record(place, "lead_confirmed", date(2026, 8, 1), task=f"{DOCUMENT}/5.3", unit="hd-fgw", source="纪要")
    record(place, "period_lock", date(2027, 1, 20), period="2026-Q2", locked=True, plan=plan.fingerprint)
    later = Workspace(tasks, place.data, now=lambda: datetime(2036, 3, 1))
    assert later.plan()[0].fingerprint != plan.fingerprint
    # Byte by byte, and so cell by cell.
    assert [report(later, **one) for one in books] == issued


def test_it_is_written_to_a_path_as_well(place: Workspace, content: bytes, tmp_path: Path) -> None:
    write(place, Q3, tmp_path / "report.xlsx")
    assert (tmp_path / "report.xlsx").read_bytes() == content
