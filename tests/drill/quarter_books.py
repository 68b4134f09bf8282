"""The same quarter without a page: forms filled in as workbooks, decisions as files of drafts, all by the command line."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.drill import quarter_story as story
from tests.drill.people import command
from tests.drill.quarter_story import APPROVER, CITY, REPORTER, SCIENCE, task
from tracker.labels import LIGHTS, READING_STATUS
from tracker.records.journal import FileJournal, Record
from tracker.records.unit_form import KEY_HEADING, REGISTER_SHEET, Part

Body = dict[str, object]
TYPED: dict[str, Callable[[str], object]] = {
    "percent": float,
    "value": float,
    "completed_on": date.fromisoformat,
    "own_light": lambda code: LIGHTS[code],
    "status": lambda code: READING_STATUS[code],
}
"""How a cell is filled in that is not plain text."""


@dataclass
class Quarter:
    """One playing of it: the folder of its ledger, and where its files lie."""

    data: Path
    files: Path
    day: str = ""
    through_libreoffice: bool = False
    """Whether a workbook has been there and back."""

    def play(self) -> None:
        self.data.mkdir()
        self.day = story.OPENING
        command("account", "first", "--user", story.ADMIN, data=self.data)
        for account in story.ACCOUNTS:
            unit = ["--unit", account.unit] if account.unit else []
            command("account", "add", account.user, "--role", account.role, *unit, data=self.data)
        self._run("open", "--on", story.STARTED, "--as", story.OFFICE)
        leads = [
            ("lead_confirmed", {"task": task(number), "unit": unit, "source": story.LEAD_SOURCE})
            for number, unit in story.LEADS.items()
        ]
        goal = {**story.GOAL, "task": task(story.GOAL["task"]), "year": 2026}
        self._tell(story.OFFICE, *leads, ("year_goal", goal))
        self.day = story.FILING
        self._units_file()
        self.day = story.DECIDING
        self._office_decides()
        self.day = story.LOCKING
        self._lock()

    def _units_file(self) -> None:
        self._fill(SCIENCE, {number: story.PROGRESS[number] for number in ("3.1", "3.2")}, completion=True)
        proof = {"item": task(story.COMPLETION["item"]), "restricted": False, "document_number": story.PROOF}
        self._tell(REPORTER[SCIENCE], ("evidence", proof))
        self._fill(CITY, {number: story.PROGRESS[number] for number in ("5.3", "5.4", "6.3")}, reading=True)
        self._approve(CITY)
        self._approve(SCIENCE, returning="3.2")
        self._fill(SCIENCE, {"3.2": {"text": story.MENDED["3.2"]}})
        self._approve(SCIENCE)

    def _office_decides(self) -> None:
        filed = self._facts("progress") + self._facts("reading")
        returned = next(one for one in filed if one.body.get("task") == task("5.3"))
        said = {"verdict": "returned", "reason": story.RETURNED_BY_OFFICE}
        self._tell(story.OFFICE, ("review", {"record": returned.id, **said}))
        rest = [one for one in filed if one != returned]
        self._accept(rest)
        self._fill(CITY, {"5.3": {"text": story.MENDED["5.3"]}})
        self._approve(CITY)
        self._accept(self._facts("progress")[-1:])
        extension = {**story.EXTENSION, "item": task(story.EXTENSION["item"])}
        self._tell(APPROVER[SCIENCE], ("extension_request", extension))
        decision = {
            "request": self._facts("extension_request")[-1].id,
            "approved": True,
            "new_due": story.EXTENSION["new_due"],
            **story.EXTENSION_DECISION,
        }
        self._tell(story.OFFICE, ("extension_decision", decision))
        closed = {"item": task(story.COMPLETION["item"]), "verdict": "closed", "reason": story.CLOSED}
        self._tell(story.OFFICE, ("close_out", closed))
        notice = {
            "grade": story.NOTICE["grade"],
            "unit": SCIENCE,
            "items": [task(story.NOTICE["item"])],
            "demand": story.NOTICE["demand"],
            "reply_by": story.REPLY_BY,
        }
        self._tell(story.OFFICE, ("notice", notice))
        number = self._facts("notice")[-1].body["number"]
        receipt = {"notice": number, "unit": SCIENCE, "state": "signed"}
        self._tell(APPROVER[SCIENCE], ("receipt", receipt))
        self._tell(APPROVER[SCIENCE], ("notice_reply", {"notice": number, **story.REPLY}))
        settled = {"notice": number, "verdict": "settled", "reason": story.SETTLED}
        self._tell(story.OFFICE, ("notice_closed", settled))

    def _lock(self) -> None:
        late = self._form(SCIENCE, {"3.4": {"text": "报送期过后才写好的进展。"}})
        self._tell(story.OFFICE, ("period_lock", {"period": story.PERIOD, "locked": True, "plan": ""}))
        said = self._run("submit", str(late), "--as", REPORTER[SCIENCE], refused=True)
        assert "已锁定" in said, said
        report = self.files / "季报.xlsx"
        self._run("report", "quarterly", "--period", story.PERIOD, "--out", str(report))
        assert len(load_workbook(report).worksheets) >= 7

    def _accept(self, filed: list[Record]) -> None:
        self._tell(story.OFFICE, *(("review", {"record": one.id, "verdict": "accepted"}) for one in filed))

    def _fill(
        self,
        unit: str,
        progress: dict[str, dict[str, str]],
        reading: bool = False,
        completion: bool = False,
    ) -> None:
        self._run("submit", str(self._form(unit, progress, reading, completion)), "--as", REPORTER[unit])

    def _form(
        self,
        unit: str,
        progress: dict[str, dict[str, str]],
        reading: bool = False,
        completion: bool = False,
    ) -> Path:
        """The unit's form as it is handed out now, filled in."""
        file = self.files / f"{unit} {len(list(self.files.iterdir()))}.xlsx"
        self._run("template", "--unit", unit, "--period", story.PERIOD, "--out", str(file))
        book = load_workbook(file)
        for number, values in progress.items():
            _write(book, Part.PROGRESS, task(number), values)
        if reading:
            about = {name: value for name, value in story.READING.items() if name != "indicator"}
            _write(book, Part.READING, task(story.READING["indicator"]), about)
        if completion:
            about = {name: value for name, value in story.COMPLETION.items() if name != "item"}
            _write(book, Part.COMPLETION, task(story.COMPLETION["item"]), about)
        book.save(file)
        return self._by_libreoffice(file) if completion else file

    def _by_libreoffice(self, file: Path) -> Path:
        """Opened and saved by LibreOffice, where there is one."""
        office = shutil.which("soffice")
        if office is None:
            return file
        folder = self.files / "saved"
        profile = f"-env:UserInstallation={(self.files.parent / 'libreoffice').as_uri()}"
        arguments = [
            office,
            profile,
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder),
            str(file),
        ]
        subprocess.run(arguments, check=True, capture_output=True, timeout=300)
        self.through_libreoffice = True
        return folder / file.name

    def _approve(self, unit: str, returning: str = "") -> None:
        """The unit agrees to all that waits, but for one task."""
        decided = {one.body["submission"] for one in self._facts("confirmation")}
        waiting = [one for one in self._facts("submission") if one.unit == unit and one.id not in decided]
        drafts: list[tuple[str, Body]] = []
        for one in waiting:
            content: Any = one.body["content"]
            if returning and content.get("task") == task(returning):
                verdict: Body = {"verdict": "returned", "reason": story.RETURNED_INSIDE}
            else:
                verdict = {"verdict": "confirmed"}
            drafts.append(("confirmation", {"submission": one.id, **verdict}))
        self._tell(APPROVER[unit], *drafts)

    def _facts(self, kind: str) -> list[Record]:
        return [one for one in FileJournal(self.data / "journal").read().records if one.kind == kind]

    def _tell(self, user: str, *drafts: tuple[str, Body]) -> None:
        """A file of drafts, submitted under one's own name."""
        file = self.files / "drafts.json"
        rows = [{"kind": kind, "body": body} for kind, body in drafts]
        file.write_text(json.dumps({"records": rows}, ensure_ascii=False), encoding="utf-8")
        self._run("submit", str(file), "--as", user)

    def _run(self, *words: str, refused: bool = False) -> str:
        return command(*words, "--now", self.day, data=self.data, refused=refused)


def _write(book: Workbook, part: Part, subject: str, values: dict[str, str]) -> None:
    """Into the row of the subject, each value under its heading, as a person would choose and type it."""
    headings = {
        line[2]: line[3] for line in book[REGISTER_SHEET].values if line[0] == "column" and line[1] == part
    }
    for sheet in book:
        for heading in [
            cell for line in sheet.iter_rows(max_row=6) for cell in line if cell.value == KEY_HEADING
        ]:
            columns = {str(cell.value or ""): cell.column for cell in sheet[heading.row]}
            for line in range(heading.row + 1, sheet.max_row + 1):
                key = str(sheet.cell(line, heading.column).value or "")
                if key.startswith(f"{part}:{subject}#"):
                    for name, value in values.items():
                        sheet.cell(line, columns[str(headings[name])]).value = TYPED.get(name, str)(value)
                    return
    raise AssertionError(f"the form has no row for {subject}")
