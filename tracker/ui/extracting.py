"""The text that 方案读取 shows, read once, and what its reader has decided of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tracker import reviews
from tracker.extract.draft import Draft, Reading, read
from tracker.extract.planned import Planned, planned
from tracker.extract.proposal import Decision, Part, State, open_parts, parts
from tracker.extract.register import all_names, register_for
from tracker.extract.source import read_source
from tracker.problems import Problem
from tracker.ui import ledger
from tracker.ui.state import View

FORMATS = ("txt", "docx", "pdf", "html", "htm", "xlsx", "csv")

MOST = 300_000
"""Characters of a text that a page reads: more would keep the other readers waiting."""
TOO_LONG = Problem(
    "page.text-too-long",
    f"文本超过 {MOST // 10_000} 万字，页面不读。",
    "请只上传需要的那份公文，或用命令行 tracker extract 读取。",
)


@dataclass(frozen=True)
class Shown:
    """One document of an uploaded text under review."""

    digest: str
    name: str
    reading: Reading
    draft: Draft
    planned: Planned
    at: int
    parts: tuple[Part, ...]
    decisions: Mapping[str, Decision]

    @property
    def document(self) -> str:
        """Under which decisions are kept: the place of the document in its file."""
        return str(self.at)

    @property
    def open(self) -> list[Part]:
        return open_parts(self.parts, self.decisions)


def shown(view: View) -> tuple[Shown | None, list[Problem]]:
    """The text of ``?text=`` and the document of ``?of=``; None without problems when there is none of that hash."""
    digest = view.params.get("text", "")
    kept = reviews.content(ledger.workspace(), view.actor, digest) if digest else None
    if kept is None:
        return None, []
    name, content = kept
    reading, problems = reading_of(name, content, ledger.workspace().plan()[0].fingerprint)
    if reading is None or not reading.drafts:
        return None, problems
    asked = view.params.get("of", "0")
    at = min(int(asked[:4]) if asked.isdecimal() else 0, len(reading.drafts) - 1)
    one, found = _planned(name, content, ledger.workspace().plan()[0].fingerprint, at)
    kept_decisions = reviews.decided(ledger.workspace(), view.actor, digest, str(at))
    said = {
        part: Decision(State(one["state"]), one.get("value"), one.get("why", ""))
        for part, one in kept_decisions.items()
    }
    known = {part.key for part in found}
    decisions = {key: one for key, one in said.items() if key in known}
    return Shown(digest, name, reading, reading.drafts[at], one, at, found, decisions), problems


@lru_cache(maxsize=8)
def reading_of(name: str, content: bytes, _: str) -> tuple[Reading | None, list[Problem]]:
    """`_` is the fingerprint of the plan: its register says which names are one body."""
    source, problems = read_source(content, name)
    if source is None:
        return None, problems
    if len(source.original) > MOST:
        return None, [TOO_LONG]
    return read(source, all_names(ledger.workspace().plan()[0])), problems


@lru_cache(maxsize=16)
def _planned(name: str, content: bytes, plan: str, at: int) -> tuple[Planned, tuple[Part, ...]]:
    reading, _ = reading_of(name, content, plan)
    if reading is None:
        raise ValueError("a text that cannot be read has no draft")
    draft = reading.drafts[at]
    one = planned(draft, reading.text.folded, register_for(draft.document, ledger.workspace().plan()[0]))
    return one, parts(one)
