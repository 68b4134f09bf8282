"""The records of either chain in plain words, newest first, as far as the filters admit them."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from tracker import queries
from tracker.accounts.access import Access
from tracker.accounts.access import record as note
from tracker.accounts.policy import Visibility
from tracker.accounts.visibility import Matter, may_see
from tracker.audit.heads import heads
from tracker.intake.permissions import Actor, Role
from tracker.labels import ACCESS, ACCESS_FIELDS, CHAIN, KIND, LOGIN_REFUSED, ROLES
from tracker.periods import SHANGHAI, shanghai_day
from tracker.records.journal import Ledger, Record
from tracker.report.trail import Trail, TrailRow, as_csv, as_workbook
from tracker.snapshot import Snapshot, Workspace
from tracker.ui.forms.content import author, gist, subject, tasks_of

LEDGER, ACCESS_CHAIN = "ledger", "access"
KINDS: Mapping[str, Mapping[str, str]] = {LEDGER: KIND, ACCESS_CHAIN: ACCESS}
"""By chain: the words for its kinds of record."""


@dataclass(frozen=True)
class Filters:
    """Which records are asked for; what is empty asks for all. Days are Shanghai days of recording."""

    chain: str = LEDGER
    start: date | None = None
    end: date | None = None
    kind: str = ""
    user: str = ""
    role: str = ""
    unit: str = ""
    task: str = ""
    batch: str = ""
    text: str = ""

    def in_words(self, snapshot: Snapshot) -> str:
        """One line for the head of an export."""
        names = queries.unit_names(snapshot)
        span = f"{self.start or '最早'} 至 {self.end or '最新'}" if self.start or self.end else ""
        said = {
            "记录时间": span,
            "种类": KINDS[self.chain].get(self.kind, self.kind),
            "用户": self.user,
            "角色": ROLES.get(self.role, self.role),
            "单位": names.get(self.unit, self.unit),
            "任务": self.task,
            "批次": self.batch,
            "文字": self.text,
        }
        return "；".join(f"{name} {value}" for name, value in said.items() if value) or "全部记录"


def may_audit(rule: Visibility, actor: Actor, chain: str) -> bool:
    """The auditor reads both chains, the office the ledger, nobody else either as a whole."""
    return may_see(rule, actor, Matter.ACCESS) or (chain == LEDGER and actor.role is Role.OFFICE)


def chain_of(workspace: Workspace, chain: str) -> Ledger:
    return (workspace.access if chain == ACCESS_CHAIN else workspace.journal).read()


def found(workspace: Workspace, snapshot: Snapshot, asked: Filters) -> list[Record]:
    """What the filters admit, newest first; the words of a record are only looked into when a text is asked for."""
    records = chain_of(workspace, asked.chain).records
    return [record for record in reversed(records) if _admits(asked, record, snapshot)]


def _admits(asked: Filters, record: Record, snapshot: Snapshot) -> bool:
    day = shanghai_day(record.recorded_at)
    return (
        (asked.start is None or asked.start <= day)
        and (asked.end is None or day <= asked.end)
        and asked.kind in ("", record.kind)
        and asked.user in ("", record.by)
        and asked.role in ("", record.role)
        and asked.unit in ("", record.unit)
        and asked.batch in ("", record.batch)
        and (not asked.task or asked.task in tasks_of(said_by(record), snapshot))
        and (not asked.text or _has(asked, record, snapshot))
    )


def _has(asked: Filters, record: Record, snapshot: Snapshot) -> bool:
    whole = "\n".join(
        (
            record.id,
            record.hash,
            record.by,
            what(asked.chain, record, snapshot),
            says(asked.chain, record, snapshot),
        )
    ).casefold()
    return all(word in whole for word in asked.text.casefold().split())


def said_by(record: Record) -> Mapping[str, object]:
    """The body; of a submission that waits for its unit what it is to become."""
    content = record.body.get("content")
    return content if record.kind == "submission" and isinstance(content, Mapping) else record.body


def kind_words(chain: str, record: Record) -> str:
    return KINDS[chain].get(record.kind, record.kind)


def who(record: Record, snapshot: Snapshot) -> str:
    """The unit, else the role; of somebody who has not come in nothing."""
    return author(record, snapshot) if record.role else ""


def what(chain: str, record: Record, snapshot: Snapshot) -> str:
    """Of what the record speaks."""
    if chain == ACCESS_CHAIN:
        return str(record.body.get("account") or record.body.get("name") or "")
    return subject(said_by(record), snapshot)


def says(chain: str, record: Record, snapshot: Snapshot) -> str:
    """What the record says in one line; of a correction also what stands instead."""
    if chain == ACCESS_CHAIN:
        return "；".join(f"{name} {words}" for name, words in access_content(record, snapshot).items())
    line = gist(said_by(record), snapshot)
    if record.kind == "submission":
        return f"{KIND.get(str(record.body.get('of')), '')}：{line}"
    if record.kind == "correction":
        instead = record.body.get("body")
        after = f"改为：{gist(instead, snapshot)}" if isinstance(instead, Mapping) else "撤回该记录"
        return f"{line}；{after}"
    return line


def access_content(record: Record, snapshot: Snapshot) -> dict[str, str]:
    """Field → words of an event beside the account or file that it is about."""
    names = queries.unit_names(snapshot)
    words = {
        "role": ROLES,
        "unit": names,
        "of_unit": names,
        "reason": LOGIN_REFUSED,
        "before": ROLES,
        "after": ROLES,
    }
    return {
        ACCESS_FIELDS.get(name, name): words.get(name, {}).get(str(value), str(value))
        for name, value in record.body.items()
        if name != ("account" if "account" in record.body else "name")
    }


def names_in(record: Record, ids: Container[str]) -> list[str]:
    """The other records that a body names, whatever the field."""
    return [str(value) for value in record.body.values() if isinstance(value, str) and value in ids]


def replies(records: Sequence[Record]) -> Mapping[str, list[Record]]:
    """By the id of a record: the later ones that correct, review, confirm or answer it."""
    ids = {record.id for record in records}
    answers: dict[str, list[Record]] = {}
    for record in records:
        for name in names_in(record, ids):
            answers.setdefault(name, []).append(record)
    return answers


def standing(record: Record, answers: Mapping[str, list[Record]]) -> str:
    """What became of a record: the kinds of the later ones that speak of it, with the number of a single one."""
    later: dict[str, list[Record]] = {}
    for one in answers.get(record.id, []):
        later.setdefault(KIND.get(one.kind, one.kind), []).append(one)
    return "、".join(
        f"{kind}（{ones[0].seq} 号）" if len(ones) == 1 else f"{kind} {len(ones)} 条"
        for kind, ones in later.items()
    )


def trail_rows(
    workspace: Workspace, snapshot: Snapshot, asked: Filters, shown: Iterable[Record]
) -> list[TrailRow]:
    """For an export: every record in full, with its hash and the one before."""
    answers = replies(chain_of(workspace, asked.chain).records)
    names = queries.unit_names(snapshot)
    return [
        TrailRow(
            seq=record.seq,
            id=record.id,
            batch=record.batch,
            recorded_at=f"{record.recorded_at.replace(tzinfo=UTC).astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}",
            kind=kind_words(asked.chain, record),
            by=record.by,
            role=ROLES.get(record.role, record.role),
            unit=names.get(record.unit or "", record.unit or ""),
            subject=what(asked.chain, record, snapshot),
            content=says(asked.chain, record, snapshot),
            effective_on=record.effective_on,
            standing=standing(record, answers),
            clock="模拟时钟" if record.clock else "",
            hash=record.hash,
            prev=record.prev,
        )
        for record in shown
    ]


def people(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Users and units that occur in a chain."""
    users = sorted({record.by for record in ledger.records})
    return users, sorted({record.unit for record in ledger.records if record.unit})


def export(workspace: Workspace, snapshot: Snapshot, asked: Filters, form: str, actor: Actor) -> bytes:
    """The records that the filters admit as `xlsx` or `csv`; that they were taken away is noted first.

    Raises JournalDamaged or JournalUnwritable: what cannot be noted is not given out.
    """
    rows = taken_away(workspace, snapshot, asked, actor)
    words = asked.in_words(snapshot)
    trail = Trail(CHAIN[asked.chain], words, heads(workspace), workspace.now(), rows)
    write = as_csv if form == "csv" else as_workbook
    return write(trail, queries.opening(snapshot)[1])


def taken_away(workspace: Workspace, snapshot: Snapshot, asked: Filters, actor: Actor) -> list[TrailRow]:
    """The rows of an export, once it stands in the access chain who took how many of which."""
    records = found(workspace, snapshot, asked)
    name = f"{CHAIN[asked.chain]}（{asked.in_words(snapshot)}）"
    note(workspace, Access.AUDIT_EXPORTED, actor.user, actor.role, actor.unit, name=name, rows=len(records))
    return trail_rows(workspace, snapshot, asked, records)
