"""The rows of an assessment's tables: lines with their scores, inputs to be checked, what is missing, the list of evidence."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from tracker import queries
from tracker.assessment.results import Assessment, Input, Line, LineState
from tracker.duties import known_facts
from tracker.labels import LINE_RULE, LINE_STATE
from tracker.model import Rubric
from tracker.periods import shanghai_day
from tracker.report.proofs import Proof, numbers
from tracker.snapshot import Snapshot

_DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,20}〔\d{4}〕\s?\d+\s?号")


class ScoreRow(NamedTuple):
    """One line of the rubric."""

    number: str
    group: str
    title: str
    rule: str
    full: float | None
    rate: float | None
    score: float | None
    at_risk: float | None
    state: str
    veto: str
    sentence: str
    proofs: str
    source: str


class InputRow(NamedTuple):
    """One fact that a line reads (数据核查表)."""

    number: str
    title: str
    name: str
    value: float | None
    unit_of_measure: str
    period: str
    source: str
    document_number: str
    records: str
    status: str
    missing: str


class LackRow(NamedTuple):
    """One line without a basis, the most points at risk first."""

    number: str
    title: str
    at_risk: float | None
    missing: str
    units: str
    evidence_wanted: str


class ProofRow(NamedTuple):
    """One piece of evidence, or a line for which there is none."""

    number: str
    title: str
    subject: str
    name: str
    document_number: str
    note: str
    size: int | None
    filed_by: str
    filed_on: date | None
    record: str
    restricted: str
    also: str
    sha256: str
    file: str = ""
    """Where it lies in a pack."""


YES_OR_NO = "1 是，0 否"
"""What stands for the unit of a finding."""
NO_PROOF = ProofRow("", "", "", "（未提交佐证材料）", "", "", None, "", None, "", "", "", "")


def score_rows(found: Assessment, proofs: list[Proof]) -> list[ScoreRow]:
    return [
        ScoreRow(
            number=line.number,
            group=line.group,
            title=line.title,
            rule=LINE_RULE[line.rule],
            full=None if line.state is LineState.NOT_APPLICABLE else _float(line.full),
            rate=_float(line.rate),
            score=_float(line.score),
            at_risk=_float(line.at_risk)
            if line.state is LineState.UNKNOWN and line.full is not None
            else None,
            state=LINE_STATE[line.state],
            veto="是" if line.veto else "",
            sentence=line.sentence,
            proofs="、".join(numbers(proofs, line)),
            source=line.source,
        )
        for line in found.lines
    ]


def input_rows(now: Snapshot, found: Assessment, rubric: Rubric) -> list[InputRow]:
    answers = {(line.id, one.id) for line, one in rubric.inputs() if one.yes_no}
    return [
        InputRow(
            number=line.number,
            title=line.title,
            name=one.name,
            value=_float(one.value),
            unit_of_measure=YES_OR_NO if (line.id, one.id) in answers else one.unit_of_measure or "",
            period=one.period or "",
            source=one.source or "",
            document_number="、".join(document_numbers(now, one)),
            records="、".join(one.records),
            status=status(one),
            missing=one.missing or "",
        )
        for line in found.lines
        for one in line.inputs
    ]


def lack_rows(now: Snapshot, found: Assessment) -> list[LackRow]:
    names = queries.unit_names(now)
    return [
        LackRow(
            number=line.number,
            title=line.title,
            at_risk=_float(line.at_risk) if line.full is not None else None,
            missing=missing(line),
            units="、".join(names.get(unit, unit) for unit in line.units),
            evidence_wanted=line.evidence_wanted,
        )
        for line in found.unknown
    ]


def proof_rows(now: Snapshot, found: Assessment, proofs: list[Proof]) -> list[ProofRow]:
    """What there is, and each line that counts and has none."""
    rows: list[ProofRow] = []
    for line in found.lines:
        of_line = [proof for proof in proofs if proof.line.id == line.id]
        rows += [_proof_row(now, proof) for proof in of_line]
        if not numbers(proofs, line) and line.state is not LineState.NOT_APPLICABLE:
            rows.append(NO_PROOF._replace(number=line.number, title=line.title, note=_wanted(line)))
    return rows


def _wanted(line: Line) -> str:
    return f"应提供：{line.evidence_wanted}" if line.evidence_wanted else ""


def _proof_row(now: Snapshot, proof: Proof) -> ProofRow:
    record = proof.record
    body = {} if proof.hidden else record.body
    names = queries.unit_names(now)
    return ProofRow(
        number=proof.number,
        title=proof.line.title,
        subject=proof.subject,
        name=proof.name if proof.hidden else str(body.get("name") or "（只有文号）"),
        document_number=str(body.get("document_number") or ""),
        note=str(body.get("note") or ""),
        size=int(str(body["size"])) if "size" in body else None,
        filed_by=names.get(record.unit or "", "双碳办"),
        filed_on=shanghai_day(record.recorded_at),
        record=record.id,
        restricted="内部材料" if proof.restricted else "",
        also="、".join(proof.also),
        sha256=str(body.get("sha256", "")),
    )


def missing(line: Line) -> str:
    """What the inputs of a line lack, each thing once."""
    return "；".join(dict.fromkeys(one.missing.rstrip("。；") for one in line.inputs if one.missing))


def status(one: Input) -> str:
    """What the figure of an input is worth."""
    if one.supposed:
        return "预演假定"
    if one.value is None:
        return "缺依据"
    return "初步数" if one.provisional else "有依据"


def document_numbers(now: Snapshot, one: Input) -> list[str]:
    """The numbers of the documents that an input's figure is taken from: as recorded, else as its source names them."""
    known = known_facts(now)
    said: list[str] = []
    for record in one.records:
        body = fact.body if (fact := known.fact(record)) else {}
        said += _texts(body.get("document_number"))
    return list(dict.fromkeys([*said, *_DOCUMENT_NUMBER.findall(one.source or "")]))


def _texts(value: object) -> Iterable[str]:
    return [str(value)] if value else []


def _float(value: object) -> float | None:
    return None if value is None else float(str(value))
