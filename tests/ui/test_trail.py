"""The audit trail: what the filters admit, in words; who may read which chain; and that taking it away is noted."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.intake.desk import AUDITOR, LEAD, LEADER, OFFICE, RIGHT, TASK, Desk, open_desk
from tracker.accounts.access import Access, record
from tracker.accounts.policy_file import policy_of
from tracker.intake import Actor, Role
from tracker.ui.trail import Filters, export, found, may_audit, replies, says, standing, taken_away

FORMULA = '=HYPERLINK("http://example.invalid")'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Opened on 12 October; a report that was returned and one that was corrected on the 13th; two logins."""
    desk = open_desk(tmp_path)
    first = desk.record(LEAD, "progress", text=FORMULA)
    desk.record(OFFICE, "review", record=first.id, verdict="returned", reason="内容不实")
    desk.on("2026-10-13")
    reading = desk.record(OFFICE, "reading")
    assert desk.correct(OFFICE, reading, {**RIGHT["reading"], "value": "9.4"}).ok
    record(desk.space, Access.LOGIN, "某甲", "office", address="10.0.0.8")
    record(desk.space, Access.LOGIN_FAILED, "某乙", address="10.0.0.9", reason="password")
    return desk


def kinds(desk: Desk, **asked: object) -> list[str]:
    return [one.kind for one in found(desk.space, desk.status(), Filters(**asked))]  # type: ignore[arg-type]


def test_newest_first(desk: Desk) -> None:
    assert kinds(desk) == ["correction", "reading", "review", "progress", "opened"]
    assert kinds(desk, chain="access") == ["login_failed", "login"]


@pytest.mark.parametrize(
    ("asked", "admitted"),
    [
        ({"start": date(2026, 10, 13)}, ["correction", "reading"]),
        ({"end": date(2026, 10, 12)}, ["review", "progress", "opened"]),
        ({"kind": "review"}, ["review"]),
        ({"user": LEAD.user}, ["progress", "opened"]),
        ({"role": "office", "end": date(2026, 10, 12)}, ["review"]),
        ({"unit": "ex-cgw"}, ["progress", "opened"]),
        ({"task": TASK, "kind": "progress"}, ["progress"]),
        ({"task": "example-2025-1/1.2"}, []),
        ({"text": "内容不实"}, ["review"]),
        ({"text": "9.4 更正"}, []),
        ({"text": "9.4 改为"}, ["correction"]),
        ({"chain": "access", "text": "口令不对"}, ["login_failed"]),
        ({"chain": "access", "user": "某甲"}, ["login"]),
    ],
)
def test_filters(desk: Desk, asked: dict[str, object], admitted: list[str]) -> None:
    assert kinds(desk, **asked) == admitted


def test_a_batch_and_a_hash_can_be_looked_up(desk: Desk) -> None:
    progress = desk.written[1]
    assert kinds(desk, batch=progress.batch) == ["progress", "opened"]
    assert kinds(desk, text=progress.hash[:16]) == ["progress"]


def test_what_became_of_a_record_stands_beside_it(desk: Desk) -> None:
    _, progress, review, reading, correction = desk.written
    answers = replies(desk.written)
    assert standing(progress, answers) == f"审核（{review.seq} 号）"
    assert standing(reading, answers) == f"更正（{correction.seq} 号）"
    assert standing(correction, answers) == ""
    assert "改为：2025年；数值 9.4%" in says("ledger", correction, desk.status())


@pytest.mark.parametrize(
    ("actor", "ledger", "access"),
    [
        (AUDITOR, True, True),
        (OFFICE, True, False),
        (Actor("管理员", Role.ADMIN), False, False),
        (LEADER, False, False),
        (LEAD, False, False),
    ],
)
def test_who_reads_which_chain(desk: Desk, actor: Actor, ledger: bool, access: bool) -> None:
    rule = policy_of(desk.data).visibility
    assert (may_audit(rule, actor, "ledger"), may_audit(rule, actor, "access")) == (ledger, access)


class TestExport:
    def test_it_is_noted_before_it_is_given_out(self, desk: Desk) -> None:
        rows = taken_away(desk.space, desk.status(), Filters("access", kind="login"), AUDITOR)
        [event] = [one for one in desk.space.access.read().records if one.kind == "audit_exported"]
        assert (event.by, event.body) == (AUDITOR.user, {"name": "访问记录（种类 登录）", "rows": 1})
        assert [row.by for row in rows] == ["某甲"]

    def test_nothing_is_given_out_that_cannot_be_noted(self, desk: Desk) -> None:
        file = desk.data / "access" / "journal.jsonl"
        file.write_bytes(file.read_bytes()[1:])
        with pytest.raises(Exception, match="journal"):
            export(desk.space, desk.status(), Filters(), "csv", AUDITOR)

    def test_a_workbook(self, desk: Desk) -> None:
        book = load_workbook(io.BytesIO(export(desk.space, desk.status(), Filters(), "xlsx", AUDITOR)))
        sheet = book["审计清单"]
        cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row]
        assert FORMULA in str([cell.value for cell in cells])
        assert not [cell for cell in cells if cell.data_type == "f"]
        heads = (desk.space.journal.head(), desk.space.access.head())
        assert sheet.oddFooter.left.text == "；".join(
            f"{name} {head.seq}·{head.short}" for name, head in zip(("流水", "访问记录"), heads, strict=True)
        )
        assert [row[0].value for row in sheet.iter_rows(min_row=4)] == [5, 4, 3, 2, 1]

    def test_a_csv_file(self, desk: Desk) -> None:
        content = export(desk.space, desk.status(), Filters(kind="progress"), "csv", AUDITOR)
        about, headings, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert f"流水 5·{desk.space.journal.head().short}" in about[0]
        assert "种类 进展报告" in about[0]
        said = dict(zip(headings, row, strict=True))
        assert not [value for value in said.values() if value.startswith("=")]
        assert FORMULA in said["内容"]
        assert said["散列"] == desk.written[1].hash

    @pytest.mark.parametrize("lead", ["=", "＝", "+", "＋", "-", "@", "＠", "\u3000="])
    def test_no_text_leads_a_formula_in_a_csv_file(self, desk: Desk, lead: str) -> None:
        desk.record(OFFICE, "progress", period="2026-Q2", text=f"{lead}cmd|' /C calc'!A0")
        content = export(desk.space, desk.status(), Filters(kind="progress"), "csv", AUDITOR)
        values = [value for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for value in row]
        assert any("cmd" in value for value in values)
        assert not [value for value in values if value.strip()[:1] in ("=", "＝", "+", "＋", "-", "@", "＠")]
