"""Score sheets, the self-assessment report and the evidence pack from the command line, and what `verify-pack` says of one."""

import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Terminal
from tests.pack.spoiling import flipped
from tests.report.scored import proven_desk
from tracker.records.journal import FileJournal

NOW = ("--now", "2026-10-13")
YEAR = ("--year", "2025")


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that is assessed by a rubric with all six rules."""
    folder = tmp_path_factory.mktemp("scored")
    proven_desk(folder)
    return folder


@pytest.fixture
def office(tracker: Terminal, scored: Path) -> Terminal:
    """On a copy of it."""
    shutil.rmtree(tracker.tasks)
    shutil.copytree(scored, tracker.folder, dirs_exist_ok=True)
    return tracker


def test_a_pack_there_and_back(office: Terminal) -> None:
    out = office.folder / "佐证包.zip"
    ran = office("pack", *YEAR, "--out", str(out), "--as", "某某", *NOW)
    assert (ran.code, ran.err) == (0, "")
    digest = ran.out.split("SHA-256：")[1][:64]
    assert digest in (office.folder / "佐证包.收据.txt").read_text("utf-8-sig")
    kinds = [(one.kind, one.by) for one in FileJournal(office.data / "access").read().records]
    assert kinds == [("file_viewed", "某某"), ("pack_made", "某某")]
    verified = office.bare("verify-pack", str(out), "--expect", digest)
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.endswith("得分已按包内的方案和流水重算，结果相同。\n")
    said = office.bare("verify-pack", str(out), "--json").json
    assert (said["ok"], said["sha256"], said["anchored"], said["recomputed"]) == (True, digest, False, True)
    assert said["evidence"] == {"given": 2, "left_out": 0}
    again = office("pack", *YEAR, "--out", str(out), *NOW)
    assert again.code == 1
    assert "pack.exists" in again.err


def test_an_altered_byte_is_named(office: Terminal) -> None:
    out = office.folder / "p.zip"
    assert office("pack", *YEAR, "--out", str(out), *NOW, "--json").json["ok"] is True
    content = out.read_bytes()
    out.write_bytes(flipped(content, content.index(b"six.yaml") + 200))
    ran = office.bare("verify-pack", str(out))
    assert ran.code == 1
    assert "结论：通不过核验。" in ran.out
    said = office.bare("verify-pack", str(out), "--json").json
    assert [one["code"] for one in said["problems"]] == ["pack.manifest"], (
        "the manifest names the files first"
    )


def test_score_sheet_and_report(office: Terminal) -> None:
    sheet, report = office.folder / "s.xlsx", office.folder / "r.docx"
    assert office("report", "score-sheet", *YEAR, "--out", str(sheet), *NOW).code == 0
    ran = office("report", "self-assessment", *YEAR, "--rubric", "six", "--out", str(report), *NOW)
    assert ran.out.startswith(f"已写出 {report}（本级2025年度）。2025年度，得78.33分")
    assert zipfile.is_zipfile(sheet)
    assert zipfile.is_zipfile(report)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("report", "score-sheet", *YEAR, "--out", "s.pdf"), "不是 .xlsx 文件名"),
        (("report", "score-sheet", *YEAR, "--all-units", "--out", "s.xlsx"), "不是 .zip 文件名"),
        (("report", "score-sheet", *YEAR, "--all-units", "--unit", "ex-cgw", "--out", "s.zip"), "只能写一个"),
        (
            ("report", "self-assessment", "--year", "2020", "--out", "r.docx"),
            "没有2020年适用、考核本级的细则",
        ),
        (("report", "self-assessment", *YEAR, "--unit", "ex-cgw", "--out", "r.docx"), "考核单位的细则"),
        (
            ("report", "self-assessment", *YEAR, "--rubric", "none", "--out", "r.docx"),
            "six（六种计分办法，本级）",
        ),
        (("pack", *YEAR, "--out", "nowhere/p.zip"), "文件夹 nowhere 不存在"),
    ],
)
def test_what_cannot_be_done_says_why(office: Terminal, words: tuple[str, ...], told: str) -> None:
    ran = office(*words, *NOW)
    assert ran.code == 2
    assert told in ran.err


def test_one_sheet_for_each_unit(tracker: Terminal) -> None:
    """By the product's own example of a rubric for units, whose lines count what the ledger holds."""
    example = Path(__file__).parents[2] / "tasks" / "rubrics" / "unit-example.yaml"
    (tracker.tasks / "rubrics").mkdir(exist_ok=True)
    shutil.copy(example, tracker.tasks / "rubrics" / example.name)
    out = tracker.folder / "all.zip"
    ran = tracker("report", "score-sheet", "--year", "2026", "--all-units", "--out", str(out), *NOW)
    assert ran.code == 0, ran.err
    with zipfile.ZipFile(out) as archive:
        assert len(archive.namelist()) > 1
        assert all(name.endswith("）.xlsx") for name in archive.namelist())


def test_no_pack_no_verdict(tracker: Terminal) -> None:
    ran = tracker.bare("verify-pack", str(Path("nowhere.zip")))
    assert (ran.code, "找不到文件" in ran.err) == (2, True)
