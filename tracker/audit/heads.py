"""The heads of both chains: as every report prints them, and whether a printed one is still held."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime

from tracker.labels import CHAIN
from tracker.records.chain import GENESIS
from tracker.records.journal import Head, Ledger
from tracker.snapshot import Workspace

_PRINTED = re.compile(r"\D*(\d{1,15})\s*条?\s*[·:：，,]\s*([0-9a-f]{8,64})。?", re.IGNORECASE)


@dataclass(frozen=True)
class Heads:
    """Where both chains end: the ledger's journal and the access chain."""

    ledger: Head
    access: Head


def heads(workspace: Workspace, known_at: datetime | None = None) -> Heads:
    """The heads now, or as they were at an instant (naive UTC): a report issued again prints what it printed before."""
    return Heads(*(_head(chain.read(), known_at) for chain in (workspace.journal, workspace.access)))


def _head(ledger: Ledger, known_at: datetime | None) -> Head:
    if known_at is None:
        return ledger.head
    seen = bisect_right(ledger.records, known_at, key=lambda record: record.recorded_at)
    return Ledger(ledger.records[:seen]).head


def heads_in_words(found: Heads) -> str:
    """Both heads in one line, as printed on every report; `printed` reads each of them back."""
    return f"{_in_words('ledger', found.ledger)}；{_in_words('access', found.access)}"


def _in_words(chain: str, head: Head) -> str:
    return f"{CHAIN[chain]} {head.seq}·{head.short}" if head.seq else f"{CHAIN[chain]}尚无记录"


def printed(text: str) -> Head | None:
    """A head as somebody copied it from a report: “123·0123456789ab”, with the word before it or without."""
    found = _PRINTED.fullmatch(text.strip())
    return Head(int(found[1]), found[2].lower()) if found else None


def holds(ledger: Ledger, head: Head) -> bool:
    """Whether this chain has exactly that record at exactly that place; the hash may be cut short."""
    if head.seq == 0:
        return GENESIS.startswith(head.hash)
    at = bisect_right(ledger.records, head.seq, key=lambda record: record.seq) - 1
    return at >= 0 and ledger.records[at].seq == head.seq and ledger.records[at].hash.startswith(head.hash)
