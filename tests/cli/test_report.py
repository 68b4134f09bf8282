"""`report quarterly`: the workbook of a quarter, or why there is none."""

from collections.abc import Iterator

import openpyxl
import pytest

from tests.cli.conftest import Ran, Terminal


def write(tracker: Terminal, name: str, *words: str) -> Ran:
    out = str(tracker.folder / name)
    return tracker("report", "quarterly", "--out", out, "--now", "2026-10-12", *words)


def cells(tracker: Terminal, name: str) -> Iterator[str]:
    book = openpyxl.load_workbook(tracker.folder / name)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (
                f"{sheet.title}!{cell.coordinate}={cell.value!r}" for cell in row if cell.value is not None
            )


def test_a_quarter_that_has_ended(tracker: Terminal) -> None:
    ran = write(tracker, "季报.xlsx", "--period", "2026-Q3")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"已写出 {tracker.folder / '季报.xlsx'}（2026年前三季度）。\n"
    found = "\n".join(cells(tracker, "季报.xlsx"))
    assert "发展清洁供热" in found
    assert "2026年9月30日" in found


def test_the_same_question_gives_the_same_cells(tracker: Terminal) -> None:
    tracker("open", "--on", "2026-01-01")
    for name in ("一.xlsx", "二.xlsx"):
        assert write(tracker, name, "--period", "2026-Q3", "--known-at", "2026-10-12").code == 0
    assert list(cells(tracker, "一.xlsx")) == list(cells(tracker, "二.xlsx"))


def test_what_was_known_then(tracker: Terminal) -> None:
    body = {"task": "example-2025-1/1.1", "unit": "ex-kw", "source": "分工方案"}
    draft = tracker.file("draft.json", {"kind": "lead_confirmed", "body": body, "effective_on": "2026-09-01"})
    assert tracker("submit", draft, "--as", "办公室", "--now", "2026-10-11").code == 0
    names = {"2026-10-10": "拟定牵头、待确认", "2026-10-11": "已确认牵头"}
    for known in names:
        assert write(tracker, f"{known}.xlsx", "--period", "2026-Q3", "--known-at", known).code == 0
    found = {
        known: "\n".join(cell for cell in cells(tracker, f"{known}.xlsx") if cell.startswith("任务台账!"))
        for known in names
    }
    assert found["2026-10-10"].count("待确认") > found["2026-10-11"].count("待确认")


@pytest.mark.parametrize(
    ("words", "out", "said"),
    [
        (("--period", "2026年三季度"), "季报.xlsx", "报告期“2026年三季度”写法不对"),
        (("--period", "2026-Q4"), "季报.xlsx", "2026-Q4 到 2026-12-31 才结束"),
        (("--period", "2026-Q3"), "none/季报.xlsx", "文件夹"),
        (("--period", "2026-Q3"), "季报.xls", "季报.xls 不是 .xlsx 文件名"),
        (("--period", "2026-Q3", "--known-at", "昨天"), "季报.xlsx", "--known-at 的“昨天”不是时间"),
    ],
)
def test_why_there_is_none(tracker: Terminal, words: tuple[str, ...], out: str, said: str) -> None:
    ran = write(tracker, out, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(tracker.folder.glob("*.xls*"))


def test_a_name_that_is_taken_by_a_folder(tracker: Terminal) -> None:
    (tracker.folder / "季报.xlsx").mkdir()
    ran = write(tracker, "季报.xlsx", "--period", "2026-Q3")
    assert ran.code == 2
    assert "季报.xlsx 读写不了（这是文件夹，不是文件）" in ran.err


def test_a_locked_quarter_has_the_documents_of_its_day(tracker: Terminal) -> None:
    """One that has gone since can still be asked for, one that came later cannot."""
    draft = tracker.file("lock.json", {"kind": "period_lock", "body": {"period": "2026-Q3", "locked": True}})
    assert tracker("submit", draft, "--as", "办公室", "--now", "2026-10-12").code == 0
    asked = ("--period", "2026-Q3", "--document")
    assert write(tracker, "一.xlsx", *asked, "example-2025-1").code == 0
    file = tracker.tasks / "plans" / "example.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("id: example-2025-1", "id: later"), encoding="utf-8"
    )

    assert write(tracker, "二.xlsx", *asked, "example-2025-1").code == 0
    assert list(cells(tracker, "一.xlsx")) == list(cells(tracker, "二.xlsx"))
    refused = write(tracker, "三.xlsx", *asked, "later")
    assert refused.code == 2
    assert "已登记的文件：example-2025-1" in refused.err
