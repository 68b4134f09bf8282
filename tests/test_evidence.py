"""Evidence: which files are taken, that they are kept before their record, and that a changed one is found."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.intake.desk import (
    INDICATOR,
    LEAD,
    MILESTONE,
    OFFICE,
    OUTSIDER,
    PARTNER,
    TASK,
    Desk,
    codes,
    open_desk,
)
from tests.parcels import parcel
from tracker.audit.proof import prove
from tracker.evidence import accept_with_files, evidence_of, file_fields, may_open, said_of
from tracker.intake import Actor, Draft, Outcome, Role
from tracker.intake.facts import LedgerRegister
from tracker.problems import Problem
from tracker.records.attachable import file_name
from tracker.records.evidence_files import evidence_file
from tracker.records.kinds.evidence import LARGEST

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


WORD = parcel("[Content_Types].xml", "word/document.xml")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
def attach(desk: Desk) -> Callable[..., Outcome]:
    def attached(
        actor: Actor = LEAD, content: bytes = PDF, name: str = "验收单.pdf", **body: object
    ) -> Outcome:
        fields = file_fields(name, content)
        assert isinstance(fields, dict)
        draft = Draft("evidence", {"task": TASK, **fields, **body})
        return accept_with_files(desk.space, [draft], {str(fields["sha256"]): content}, actor)

    return attached


def kept(desk: Desk) -> list[str]:
    return sorted(path.name for path in (desk.space.data / "evidence").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("验收单.pdf", PDF, "pdf"),
        ("照片.JPEG", b"\xff\xd8\xff\xe0rest", "jpg"),
        ("图.png", b"\x89PNG\r\n\x1a\nrest", "png"),
        ("说明.txt", "已完成".encode("gb18030"), "txt"),
        ("表.csv", "年份,数值\n2025,1".encode(), "csv"),
        ("报告.docx", WORD, "docx"),
        ("公文.ofd", parcel("OFD.xml", "Doc_0/Document.xml"), "ofd"),
        ("没有扩展名", PDF, "evidence.type"),
        ("网页.html", b"<html></html>", "evidence.type"),
        ("程序.exe", b"MZ", "evidence.type"),
        ("旧.doc", b"\xd0\xcf\x11\xe0", "evidence.type"),
        ("空.pdf", b"", "evidence.empty"),
        ("假.pdf", b"<html>%PDF-</html>", "evidence.not-what-it-says"),
        ("假.txt", b"MZ\x90\x00\x03", "evidence.not-what-it-says"),
        ("假.csv", b"\xef\xbb\xbf <SVG onload=alert(1)>", "evidence.not-what-it-says"),
        ("假.xlsx", WORD, "evidence.not-a-parcel"),
        ("旧.docx", b"\xd0\xcf\x11\xe0rest", "evidence.old-format"),
        (
            "宏.docx",
            parcel("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
            "evidence.macros",
        ),
        ("大.pdf", b"%PDF-" + bytes(LARGEST), "evidence.too-large"),
    ],
)
def test_a_file_is_what_its_name_and_its_content_both_say(name: str, content: bytes, expected: str) -> None:
    found = file_fields(name, content)
    assert (found.code if isinstance(found, Problem) else found["format"]) == expected


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\用户\\桌面\\验收单.PDF", "验收单.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("甲\u202e\n乙.pdf", "甲乙.pdf"),
        ("<b>.pdf", "b.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_cleaned(name: str, shown: str) -> None:
    assert file_name(name) == shown


def test_a_file_is_kept_under_its_hash_once(desk: Desk, attach: Callable[..., Outcome]) -> None:
    first, second = attach(note="验收合格"), attach(PARTNER, task=None, item=MILESTONE)
    assert first.ok
    assert second.ok
    digest = str(first.records[-1].body["sha256"])
    assert kept(desk) == [digest]
    assert evidence_file(desk.space.data, digest).parent.name == digest[:2]
    assert {fact.unit for fact in evidence_of(desk.status(), {TASK, MILESTONE})} == {"ex-cgw", "ex-kw"}


def test_what_is_refused_leaves_no_file(desk: Desk, attach: Callable[..., Outcome]) -> None:
    assert codes(attach(OUTSIDER)) == [("intake.not-yours", "task")]
    assert (kept(desk), desk.written) == ([], [])


def test_a_record_of_a_file_that_was_never_sent_is_refused(desk: Desk) -> None:
    fields = file_fields("验收单.pdf", PDF)
    assert isinstance(fields, dict)
    refused = desk.send(LEAD, "evidence", document_number=None, **fields)
    assert codes(refused) == [("intake.file-not-kept", "sha256")]


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({}, []),
        ({"task": None, "indicator": INDICATOR, "period": "2025"}, []),
        ({"task": None}, [("intake.bad-field", None)]),
        ({"item": MILESTONE}, [("intake.bad-field", None)]),
        ({"document_number": None}, [("intake.bad-field", None)]),
        ({"period": "2025"}, [("intake.bad-field", None)]),
        ({"sha256": "a" * 64}, [("intake.bad-field", None)]),
        ({"task": "nothing/1"}, [("intake.unknown-subject", "task")]),
        ({"task": None, "item": "nothing/1/m"}, [("intake.unknown-subject", "item")]),
        ({"task": None, "indicator": "nothing/i", "period": None}, [("intake.unknown-subject", "indicator")]),
    ],
)
def test_what_a_piece_of_evidence_says(desk: Desk, changes: dict[str, object], refused: list[object]) -> None:
    assert codes(desk.send(LEAD, "evidence", **changes)) == refused


def test_the_same_proof_twice_is_refused_kindly_and_a_correction_changes_only_its_words(desk: Desk) -> None:
    first = desk.record(LEAD, "evidence")
    assert codes(desk.send(LEAD, "evidence")) == [("intake.not-possible", "document_number")]
    assert desk.correct(LEAD, first, {**first.body, "restricted": True, "note": "只供内部"}).ok
    other = {**first.body, "document_number": "示发改〔2026〕4号"}
    assert codes(desk.correct(LEAD, desk.written[-1], other)) == [("intake.not-possible", "replaces")]


def test_withdrawn_evidence_keeps_its_file_and_may_come_again(
    desk: Desk, attach: Callable[..., Outcome]
) -> None:
    first = attach()
    assert desk.correct(LEAD, first.records[-1], None).ok
    assert evidence_of(desk.status(), {TASK}) == []
    assert len(kept(desk)) == 1
    assert attach().ok


def test_missing_and_altered_files_are_named(desk: Desk, attach: Callable[..., Outcome]) -> None:
    first, second = attach(), attach(content=WORD, name="报告.docx")
    assert prove(desk.space).problems == ()
    one, other = (
        evidence_file(desk.space.data, str(done.records[-1].body["sha256"])) for done in (first, second)
    )
    one.unlink()
    other.write_bytes(WORD[:-1])
    found = prove(desk.space).problems
    assert [problem.code for problem in found] == ["evidence.missing", "evidence.altered"]
    assert "验收单.pdf" in found[0].message
    assert found[1].place.file == f"evidence/{other.name[:2]}/{other.name}"
    shutil.rmtree(desk.space.data / "evidence")
    assert attach(note="再附", task=None, item=MILESTONE).ok
    assert [problem.code for problem in prove(desk.space).problems] == ["evidence.missing"]


@pytest.mark.parametrize(
    ("actor", "may", "may_restricted"),
    [
        (LEAD, True, True),
        (Actor("填报", Role.REPORTER, "ex-cgw"), True, True),
        (PARTNER, True, False),
        (OFFICE, True, True),
        (Actor("领导", Role.LEADER), True, False),
        (Actor("审计", Role.AUDITOR), True, True),
        (Actor("管理员", Role.ADMIN), False, False),
    ],
)
def test_who_may_open(desk: Desk, actor: Actor, may: bool, may_restricted: bool) -> None:
    fact = desk.record(LEAD, "evidence")
    assert may_open(desk.space, actor, fact, fact.body) is may
    assert may_open(desk.space, actor, fact, {**fact.body, "restricted": True}) is may_restricted


def test_what_waits_for_its_unit_is_kept_and_not_yet_open_to_others(
    desk: Desk, attach: Callable[..., Outcome]
) -> None:
    [submitted] = [
        one for one in attach(Actor("填报员", Role.REPORTER, "ex-cgw")).records if one.kind != "opened"
    ]
    body = said_of(submitted, LedgerRegister(desk.written))
    assert body is not None
    assert len(kept(desk)) == 1
    assert evidence_of(desk.status(), {TASK}) == []
    assert may_open(desk.space, LEAD, submitted, body)
    assert not may_open(desk.space, PARTNER, submitted, body)
    confirmed = desk.send(LEAD, "confirmation", submission=submitted.id, verdict="confirmed")
    assert [fact.body["name"] for fact in evidence_of(desk.status(), {TASK})] == ["验收单.pdf"]
    assert may_open(desk.space, PARTNER, confirmed.records[-1], confirmed.records[-1].body)
