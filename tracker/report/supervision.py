"""Rows of 督办与延期: notices, instructions, extensions and close-outs that the period had to do with."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from tracker import queries
from tracker.labels import FINISH, INSTRUCTION_STATE, NOTICE_STATE
from tracker.report.rows import Rows, listed, numbered
from tracker.report.tables import WHOLE_DOCUMENT
from tracker.sentences import day
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]
DECIDED = {True: "同意", False: "不同意", None: "待决定"}
VERDICT = {"closed": "已销号", "returned": "已退回", "cancelled": "已终止"}
OVER = ("settled", "escalated")


class SupervisionRow(NamedTuple):
    number: int
    kind: str
    reference: str | None
    """Number of the notice or instruction, document number of a decision."""
    grade: str
    """Of a notice; of an instruction whose it is."""
    unit: str
    task: str
    what: str
    """The item, where it is about one."""
    text: str
    """What is demanded or asked for, and why."""
    begun_on: date | None
    """Issued, given, asked for; of a close-out the day of completion."""
    due: date | None
    """By when to answer; of an extension the due date that it is asked from."""
    new_due: date | None
    """Of an extension: the date granted, else the one asked for."""
    in_time: str
    answered_on: date | None
    answer: str
    """The reply or feedback; of an extension or close-out the reason of the decision."""
    state: str
    sentence: str
    blank: None = None


def supervision(now: Snapshot, before: Snapshot) -> Rows:
    """What was begun, answered or decided since the state compared with, and what is still open."""
    since = before.clock.as_of + timedelta(days=1)
    tasks, parts = queries.tasks(now.whole), queries.items(now.whole)
    titles = dict(zip(tasks["task_id"], tasks["title"], strict=True))
    items = dict(zip(parts["item_id"], parts["what"], strict=True))
    found = [
        *_notices(now, since, titles, items),
        *_instructions(now, since, titles),
        *_extensions(now, since),
        *_close_outs(now, since),
    ]
    return listed(SupervisionRow, [*numbered(found)])


def _touched(since: date, *days: date | None) -> bool:
    return any(one is not None and one >= since for one in days)


def _in_time(is_late: bool, answered: date | None, overdue: bool) -> str:
    if is_late or (answered is None and overdue):
        return "逾期"
    return "按时" if answered else ""


def _said(now: Snapshot, row: Row) -> str:
    """Why something was returned is told in the report of the unit itself, and in no other."""
    return str(row["sentence" if now.unit == row["unit_id"] else "for_others"])


def _named(ids: Iterable[str] | None, titles: Mapping[str, str]) -> str:
    return "；".join(titles.get(one, one) for one in ids or ())


def _notices(
    now: Snapshot, since: date, titles: Mapping[str, str], items: Mapping[str, str]
) -> Iterator[SupervisionRow]:
    rule = now.plan.supervision
    grades: dict[str, str] = {grade.id: grade.name for grade in rule.grades} if rule else {}
    for row in queries.notices(now, now.unit or ""):
        days = row["issued_on"], row["replied_on"], row["settled_on"]
        if row["state"] in OVER and not _touched(since, *days):
            continue
        yield SupervisionRow(
            number=0,
            kind="督办单",
            reference=row["number"],
            grade=grades.get(row["grade"]) or str(row["grade"]),
            unit=row["unit"],
            task=_named(row["tasks"], titles),
            what=_named(row["items"], items),
            text=row["demand"],
            begun_on=row["issued_on"],
            due=row["reply_by"],
            new_due=None,
            in_time=_in_time(row["is_late"], row["replied_on"], row["state"] == "overdue"),
            answered_on=row["replied_on"],
            answer="\n".join(filter(None, (row["reply"], row["measures"] and f"措施：{row['measures']}"))),
            state=NOTICE_STATE[row["state"]],
            sentence=_said(now, row),
        )


def _instructions(now: Snapshot, since: date, titles: Mapping[str, str]) -> Iterator[SupervisionRow]:
    for row in queries.instructions(now, now.unit or ""):
        days = row["given_on"], row["fed_back_on"], row["settled_on"]
        if row["state"] in OVER and not _touched(since, *days):
            continue
        yield SupervisionRow(
            number=0,
            kind="领导批示",
            reference=row["number"],
            grade=row["leader"],
            unit=row["unit"],
            task=_named(row["tasks"], titles),
            what="",
            text=row["text"],
            begun_on=row["given_on"],
            due=row["feedback_by"],
            new_due=None,
            in_time=_in_time(row["is_late"], row["fed_back_on"], row["state"] == "overdue"),
            answered_on=row["fed_back_on"],
            answer=row["feedback"] or "",
            state=INSTRUCTION_STATE[row["state"]],
            sentence=_said(now, row),
        )


def _extensions(now: Snapshot, since: date) -> Iterator[SupervisionRow]:
    for row in queries.extensions(now):
        approved = row["approved"]
        if approved is not None and not _touched(since, row["asked_on"], row["decided_on"]):
            continue
        words = f"申请由{day(row['from_due'])}延至{day(row['asked_due'])}"
        if approved:
            words += f"，同意延至{day(row['new_due'])}"
        elif approved is not None:
            words += "，未同意"
        yield SupervisionRow(
            number=0,
            kind="延期申请",
            reference=row["document_number"],
            grade="",
            unit=row["answers"],
            task=row["task"] or WHOLE_DOCUMENT,
            what=row["what"],
            text="\n".join(
                filter(None, (row["asked_for"], row["present"] and f"目前进展：{row['present']}"))
            ),
            begun_on=row["asked_on"],
            due=row["from_due"],
            new_due=row["new_due"] if approved else row["asked_due"],
            in_time="时限前提出" if row["in_time"] else "时限后提出",
            answered_on=row["decided_on"],
            answer=row["reason"] or "",
            state=DECIDED[approved],
            sentence=f"{words}。",
        )


def _close_outs(now: Snapshot, since: date) -> Iterator[SupervisionRow]:
    for row in queries.close_outs(now):
        if not _touched(since, row["decided_on"]):
            continue
        own = now.unit is not None and now.unit == row["answer_unit"]
        why = row["reason"] if own or row["verdict"] != "returned" else None
        yield SupervisionRow(
            number=0,
            kind="销号",
            reference=row["document_number"],
            grade="",
            unit=row["answers"],
            task=row["task"] or WHOLE_DOCUMENT,
            what=row["what"],
            text="",
            begun_on=row["completed_on"],
            due=row["effective_due"],
            new_due=None,
            in_time=FINISH.get(row["finish"], ""),
            answered_on=row["decided_on"],
            answer=why or "",
            state=VERDICT[row["verdict"]],
            sentence=f"{day(row['decided_on'])}{VERDICT[row['verdict']]}。",
        )
