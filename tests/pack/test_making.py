"""What goes into a pack, who may make one, what is noted of it, and that the same state gives the same bytes."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.desk import LEAD, LEADER, OFFICE, TASK, Desk
from tests.pack.conftest import wanted
from tests.report.scored import PDF, SECRET, file
from tracker.intake import Actor
from tracker.pack import parcel, verifier, words
from tracker.pack.contents import Wanted
from tracker.pack.making import Made, make, receipt_beside
from tracker.records.evidence_files import evidence_file
from tracker.records.journal import JournalDamaged


def read(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_is_in_it(sound: Path, ledger: Path) -> None:
    found = read(sound)
    assert found[verifier.JOURNAL] == (ledger / "data/journal/journal.jsonl").read_bytes()
    for yaml in (ledger / "tasks").rglob("*.yaml"):
        assert found[verifier.PLAN + yaml.relative_to(ledger / "tasks").as_posix()] == yaml.read_bytes()
    for content in (PDF, SECRET):
        assert found[f"{verifier.EVIDENCE}{sha256(content).hexdigest()}.pdf"] == content
    assert found[words.VERIFIER] == verifier.alone()
    assert {
        words.README,
        words.REPORT,
        words.SCORES,
        words.LIST,
        verifier.RESULT,
        verifier.INDEX,
    } <= found.keys()
    rows = json.loads(found[verifier.INDEX])
    assert [row["number"] for row in rows] == ["1.1-1", "1.1-2", "1.1-3"]
    assert [row["document_number"] for row in rows] == [None, None, "示发改〔2025〕3号"]


def test_the_index_workbook_leads_to_the_files(sound: Path) -> None:
    found = read(sound)
    page = load_workbook(io.BytesIO(found[words.LIST]))["佐证清单"]
    rows = list(page.iter_rows(min_row=3, values_only=True))
    place, number = rows[0].index("在包里的位置"), rows[0].index("编号")
    listed = {row[number]: row[place] for row in rows[1:] if row[number]}
    assert listed["1.1-1"] in found
    assert listed["1.1-3"] in (None, "")
    assert [name for name, where in listed.items() if "-" not in str(name)] == [
        "1.2",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
    ], "lines without any evidence are listed too"


def test_it_runs_by_itself(sound: Path, made: Made, tmp_path: Path) -> None:
    """As somebody does who has nothing but the file and a Python."""
    alone = {"cwd": tmp_path, "capture_output": True, "text": True, "timeout": 60}
    (tmp_path / "verify.py").write_bytes(read(sound)["verify.py"])
    for command in (["verify.py", str(sound), "--expect", made.sha256], [str(sound)]):
        ran = subprocess.run([sys.executable, "-I", *command], **alone)  # type: ignore[call-overload]
        assert (ran.returncode, "结论：核验通过。" in ran.stdout) == (0, True), ran.stderr


def test_ordinary_programs_read_it_too(sound: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sound) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    listed = [line.split("  ", 1) for line in (tmp_path / verifier.SUMS).read_text("utf-8").splitlines()]
    assert len(listed) == len(read(sound)) - 1
    assert all(sha256((tmp_path / name).read_bytes()).hexdigest() == digest for digest, name in listed)


def test_the_same_state_gives_the_same_bytes(desk: Desk, made: Made, tmp_path: Path) -> None:
    """On another machine and judged anew; the head of the access chain, to which making one adds, is still the same."""
    again = make(desk.space, wanted(desk), tmp_path / "again.zip")
    assert again.sha256 == made.sha256 == sha256((tmp_path / "again.zip").read_bytes()).hexdigest()


def test_restricted_files_stay_behind_when_asked(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    done = make(desk.space, replace(asked, restricted=False), tmp_path / "open.zip")
    found = read(tmp_path / "open.zip")
    assert SECRET not in found.values()
    assert PDF in found.values()
    verdict = verifier.verify(tmp_path / "open.zip", done.sha256)
    assert (verdict.ok, verdict.given, verdict.left_out) == (True, 1, 1)
    assert [one.kind for one in desk.space.access.read().records] == ["pack_made"]


def test_it_is_noted_with_each_restricted_file(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    done = make(desk.space, replace(asked, actor=OFFICE), tmp_path / "p.zip")
    noted = [(one.kind, one.by, one.body.get("file")) for one in desk.space.access.read().records]
    secret = sha256(SECRET).hexdigest()
    assert noted == [("file_viewed", OFFICE.user, secret), ("pack_made", OFFICE.user, done.sha256)]
    assert done.sha256 in done.receipt.decode("utf-8-sig")
    assert receipt_beside(tmp_path / "p.zip").name == "p.收据.txt"


@pytest.mark.parametrize("actor", [LEAD, LEADER], ids=["unit", "leader"])
def test_who_may_not_read_the_whole_journal_makes_none(
    desk: Desk, asked: Wanted, tmp_path: Path, actor: Actor
) -> None:
    done = make(desk.space, replace(asked, actor=actor), tmp_path / "p.zip")
    assert [one.code for one in done.problems] == ["pack.not-yours"]
    assert list(tmp_path.glob("*.zip")) == []


def test_a_file_that_is_not_what_was_filed_stops_it(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    evidence_file(desk.data, sha256(PDF).hexdigest()).write_bytes(b"%PDF-1.7 other")
    done = make(desk.space, asked, tmp_path / "p.zip")
    assert [(one.code, one.place.file) for one in done.problems] == [("pack.not-kept", "1.1-1")]
    assert list(tmp_path.glob("*.zip")) == []
    assert list(desk.space.access.read().records) == []


def test_nothing_is_overwritten(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    (tmp_path / "p.zip").write_text("mine")
    assert [one.code for one in make(desk.space, asked, tmp_path / "p.zip").problems] == ["pack.exists"]
    assert (tmp_path / "p.zip").read_text() == "mine"


def test_what_cannot_be_noted_is_not_given_out(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    (desk.data / "access").mkdir()
    (desk.data / "access" / "journal.jsonl").write_text("damaged\n")
    with pytest.raises(JournalDamaged):
        make(desk.space, asked, tmp_path / "p.zip")
    assert [one.name for one in tmp_path.glob("*pack*")] + list(tmp_path.glob("*.zip")) == []


def test_what_is_recorded_meanwhile_is_not_in_it(desk: Desk, asked: Wanted, tmp_path: Path) -> None:
    """The journal ends where the assessment was made from."""
    file(desk, "后来.pdf", b"%PDF-1.7 later")
    done = make(desk.space, asked, tmp_path / "p.zip")
    assert done.file, done.problems
    assert len(read(tmp_path / "p.zip")[verifier.JOURNAL].splitlines()) == asked.now.head.seq


def test_a_plan_that_changed_meanwhile_is_not_passed_off_as_the_one_judged(
    desk: Desk, asked: Wanted, tmp_path: Path
) -> None:
    rules = desk.tasks / "rules.yaml"
    rules.write_text(rules.read_text("utf-8") + "\n# changed\n", encoding="utf-8")
    assert make(desk.space, asked, tmp_path / "kept.zip").file, "the lock kept a copy of it"
    shutil.rmtree(desk.data / "plans")
    assert [one.code for one in make(desk.space, asked, tmp_path / "p.zip").problems] == ["pack.plan-gone"]


def test_withdrawn_evidence_is_not_in_it(desk: Desk, tmp_path: Path) -> None:
    found = next(one for one in desk.written if one.body.get("sha256") == sha256(PDF).hexdigest())
    assert desk.correct(LEAD, found, None).ok
    make(desk.space, wanted(desk), tmp_path / "p.zip")
    assert PDF not in read(tmp_path / "p.zip").values()


def test_corrected_evidence_stands_under_its_correction(desk: Desk, tmp_path: Path) -> None:
    first = next(one for one in desk.written if one.body.get("document_number") and one.kind == "evidence")
    said = {"task": TASK, "period": "2025-Q3", "document_number": "示发改〔2025〕3号", "note": "第二页"}
    outcome = desk.correct(LEAD, first, said)
    assert outcome.ok
    assert make(desk.space, wanted(desk), tmp_path / "p.zip").file
    rows = json.loads(read(tmp_path / "p.zip")[verifier.INDEX])
    assert [(row["record"], row["document_number"]) for row in rows][2] == (
        outcome.records[-1].id,
        "示发改〔2025〕3号",
    )


def test_too_much_for_one_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk, asked: Wanted
) -> None:
    monkeypatch.setattr(parcel, "MOST", 1000)
    assert [one.code for one in make(desk.space, asked, tmp_path / "p.zip").problems] == ["pack.too-large"]
