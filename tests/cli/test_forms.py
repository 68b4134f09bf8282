"""`template` and `submit` of filled forms: what is written, said and answered to a program."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Terminal
from tests.forms import PROGRESS, Sheet, with_rows

TASK = "example-2025-1/1.1"
NOW = ("--now", "2026-10-12")
OFFICE, UNIT = ("--as", "双碳办"), ("--as", "城管填报人", "--role", "unit", "--unit", "ex-cgw")


@pytest.fixture
def form(tracker: Terminal) -> bytes:
    """The form of one unit, as `template` writes it."""
    tracker("open", "--on", "2026-01-01", *NOW)
    out = tracker.folder / "表.xlsx"
    ran = tracker("template", "--unit", "ex-cgw", "--period", "2026-Q3", "--out", str(out), *NOW)
    assert (ran.code, ran.err) == (0, "")
    assert "区城市管理委，2026年前三季度" in ran.out
    return out.read_bytes()


def put(tracker: Terminal, name: str, data: bytes) -> str:
    (tracker.folder / name).write_bytes(data)
    return str(tracker.folder / name)


def test_a_parcel_has_a_form_for_every_unit_with_something_to_do(tracker: Terminal) -> None:
    out = tracker.folder / "全部.zip"
    ran = tracker("template", "--all", "--period", "2026-Q3", "--out", str(out), *NOW)
    assert "3 个单位各一份" in ran.out
    assert sorted(ZipFile(out).namelist()) == [
        "区发展改革委 2026年前三季度填报表.xlsx",
        "区城市管理委 2026年前三季度填报表.xlsx",
        "区科委、园区管委会 2026年前三季度填报表.xlsx",
    ]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--out", "a.xlsx"), "没有说清给谁"),
        (("--unit", "ex-cgw", "--all", "--out", "a.xlsx"), "没有说清给谁"),
        (("--unit", "ex-cgw", "--out", "a.zip"), "不是 .xlsx 文件名"),
        (("--unit", "ex-nobody", "--out", "a.xlsx"), "没有单位"),
        (("--unit", "ex-streets", "--out", "a.xlsx"), "没有单位"),
        (("--unit", "ex-cgw", "--period", "三季度", "--out", "a.xlsx"), "报告期“三季度”写法不对"),
    ],
)
def test_what_the_operator_has_to_mend(
    tracker: Terminal, words: tuple[str, ...], complaint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tracker.folder)
    ran = tracker("template", *words)
    assert ran.code == 2
    assert complaint in ran.err


def test_a_rehearsal_shows_every_change_and_the_real_one_writes_them(tracker: Terminal, form: bytes) -> None:
    file = put(tracker, "填好.xlsx", with_rows(form, PROGRESS, {TASK: {"本期进展": "已完成 6 处"}}))
    rehearsed = tracker("submit", file, *UNIT, "--dry-run", "--json", *NOW)
    [one] = rehearsed.json["files"]
    assert (rehearsed.code, rehearsed.json["ok"], one["outcome"], one["records"]) == (0, True, "ready", [])
    assert one["changes"] == [
        {
            "kind": "progress", "subject": TASK, "field": "text", "before": None, "after": "已完成 6 处", "now": None,
            "sheet": "任务进展", "cell": one["changes"][0]["cell"],
        }
    ]  # fmt: skip

    taken = tracker("submit", file, *UNIT, *NOW)
    assert taken.out.startswith("填好.xlsx：已记入（区城市管理委，2026年前三季度），1 处改动。\n")
    assert "已完成 6 处" in taken.out
    assert taken.out.endswith("共 1 份：已记入 1 份。\n")

    again = tracker("submit", file, *UNIT, *NOW)
    assert (again.code, "这份文件已于 2026-10-12 报送（城管填报人）" in again.out) == (0, True)


def test_a_folder_with_a_faulty_and_a_foreign_file(tracker: Terminal, form: bytes) -> None:
    inbox = tracker.folder / "收到"
    (inbox / "里层").mkdir(parents=True)
    good = with_rows(form, PROGRESS, {TASK: {"本期进展": "已完成 6 处"}})
    (inbox / "好.xlsx").write_bytes(good)
    (inbox / "里层" / "坏.xlsx").write_bytes(
        with_rows(form, PROGRESS, {TASK: {"本期进展": "x", "自评": "紫"}})
    )
    (inbox / "~$好.xlsx").write_bytes(b"lock")
    (inbox / "说明.docx").write_bytes(b"x")
    marks = tracker.folder / "退回"
    marks.mkdir()
    ran = tracker("submit", str(inbox), *OFFICE, "--marked", str(marks), *NOW)
    assert ran.code == 1
    assert ran.out.endswith("共 2 份：已记入 1 份、有错误，没有记入 1 份。\n")
    assert "坏.xlsx 工作表“任务进展”单元格" in ran.err

    [returned] = marks.iterdir()
    book = load_workbook(returned)
    assert book.sheetnames[0] == "需改正"
    cell = Sheet(book[PROGRESS]).cell(TASK, "自评")
    assert cell.comment is not None
    assert "不在可选范围内" in cell.comment.text
    assert [row[1] for row in book["需改正"].iter_rows(min_row=2, values_only=True)] == [cell.coordinate]

    cell.value = "红"
    book.save(returned)
    mended = tracker("submit", str(returned), *OFFICE, "--json", *NOW)
    assert [one["outcome"] for one in mended.json["files"]] == ["conflict"]


def test_a_zip_of_forms_and_one_that_is_none(tracker: Terminal, form: bytes) -> None:
    target = io.BytesIO()
    with ZipFile(target, "w") as parcel:
        parcel.writestr("三季度/城管.xlsx", with_rows(form, PROGRESS, {TASK: {"本期进展": "已完成 6 处"}}))
        parcel.writestr("__MACOSX/城管.xlsx", b"x")
    files = [put(tracker, "甲.zip", target.getvalue()), put(tracker, "乙.zip", b"PK nothing")]
    ran = tracker("submit", *files, *OFFICE, "--json", *NOW)
    assert ran.code == 1
    assert [(one["file"], one["outcome"]) for one in ran.json["files"]] == [
        ("甲.zip/三季度/城管.xlsx", "taken")
    ]
    assert [problem["code"] for problem in ran.json["problems"]] == ["form.not-a-zip"]


def test_only_the_period_asked_for(tracker: Terminal, form: bytes) -> None:
    file = put(tracker, "填好.xlsx", form)
    ran = tracker("submit", file, *OFFICE, "--period", "2026-Q2", "--json", *NOW)
    [one] = ran.json["files"]
    assert [problem["code"] for problem in one["problems"]] == ["form.wrong-period"]


def test_one_draft_or_forms(tracker: Terminal) -> None:
    drafts = [tracker.file(name, []) for name in ("a.json", "b.json")]
    assert "一次只能报送一份草稿" in tracker("submit", *drafts, *OFFICE).err
    assert "找不到文件" in tracker("submit", str(Path("nowhere.xlsx")), *OFFICE).err
