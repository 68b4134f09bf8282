"""What proves that an item is done, and whether it is enough to close it (销号): a rule in tasks/rules.yaml."""

import re
from collections.abc import Iterator

from tracker.intake.facts import LedgerRegister
from tracker.intake.findings import finding
from tracker.intake.register import PlanRegister
from tracker.problems import Problem

RULE = "evidence_to_close"
"""Threshold: so many pieces of evidence; 0, or no such entry, asks for none."""
DOCUMENT_NUMBER = re.compile(r"[\w]+[〔\[（(［]\s*[12]\d{3}\s*[〕\]）)］]\s*(?:第\s*)?\d+\s*号")


def needed(plan: PlanRegister) -> int:
    """How many pieces of evidence an item needs before it may be closed."""
    rule = plan.thresholds.get(RULE)
    return int(rule.value) if rule else 0


def proofs(ledger: LedgerRegister, item_id: str, document_number: str | None = None) -> list[str]:
    """The evidence on an item, each piece once: files and document numbers, those that the completion names included.

    Words alone are no evidence; `document_number` is what the office adds when it closes the item.
    """
    found = [document_number] if document_number else []
    for fact in ledger.all("evidence", {"item": item_id}):
        found.append(str(fact.body.get("document_number") or fact.body.get("name")))
    for completion in ledger.all("completion", {"item": item_id})[-1:]:
        found += DOCUMENT_NUMBER.findall(str(completion.body.get("evidence", "")))
    return list(dict.fromkeys(found))


def evidenced(
    plan: PlanRegister, ledger: LedgerRegister, item_id: str, document_number: str | None
) -> Iterator[Problem]:
    """Whether there is enough to close an item."""
    wanted, found = needed(plan), proofs(ledger, item_id, document_number)
    if len(found) < wanted:
        has = f"已有 {len(found)} 件" if found else "还没有"
        yield finding(
            "intake.no-evidence",
            "document_number",
            f"销号要有佐证 {wanted} 件（文号或佐证文件），这一事项{has}。",
            "请填写验收、印发等文件的文号，或退回单位补充佐证。",
            item_id,
        )
