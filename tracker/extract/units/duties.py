"""Duties listed under the body that has them: （一）党政办公室：负责…, 附件3 一、城市运行局 1.承担…."""

import re
from collections import Counter
from collections.abc import Sequence

from tracker.extract.text import Clause, Document, Folded
from tracker.extract.units.assigned import Annotation, Assigned, Form
from tracker.extract.units.names import bare, is_certain_name
from tracker.extract.units.notation import Reader
from tracker.extract.units.splitting import Name
from tracker.model import Role
from tracker.sources.headings import Level

_ABOUT_DUTIES = re.compile(r"职责|分工|职能|任务清单|责任清单|责任分解")
_DUTIES_OF = re.compile(r"(?:的)?(?:主要|工作|具体)?(?:职责|职能|任务|职责分工|工作职责|主要职责)$")
_SAYS = re.compile(
    r"(?P<name>[^,。;:]{2,40}?)(?::|(?=负责|牵头|承担|具体负责|主要负责|统筹负责|配合|对[^,。;]{2,30}(?:进行|负责|实施|开展|统筹|指导)))"
)
_BY = re.compile(
    r"由(?P<name>[^,。;:由]{2,40}?)(?:具体|统一|统筹|共同)*(?P<verb>负责|牵头|组织|统筹|承担|实施|审核|管理|解释)"
)
_DOES = re.compile(
    r"(?:主要|具体|统筹|全面|依法)?(?P<verb>牵头|负责|承担|配合|协助|组织|指导|会同|制定|编制|落实|做好|统筹|协调|监督|督促|对|依据|按照|对接|加强|推进|开展|在)"
)
FEWEST = 3
"""So many neighbours named after bodies are a list of duties, whatever it is called."""


def duties(document: Document, folded: Folded, reader: Reader) -> dict[str, list[Annotation]]:
    """By clause: what follows from the body that its heading, or the heading above it, names."""
    children: dict[str | None, list[Clause]] = {}
    for clause in document.clauses:
        children.setdefault(clause.parent, []).append(clause)
    named = _named(document.clauses, reader)
    found: dict[str, list[Annotation]] = {}
    for clause in document.clauses:
        names = named.get(clause.start, ())
        if not names:
            continue
        role = Role.RESPONSIBLE
        below = children.get(clause.path, [])
        answering = Assigned(role, names, names[0].start, names[-1].end)
        for target in below or [clause]:
            if target is not clause and target.start in named:
                continue
            if below or clause.body < clause.end:
                one = Annotation(Form.DUTIES, names[0].start, names[-1].end, (answering,))
                found.setdefault(target.path, []).append(one)
    return found


def _named(clauses: Sequence[Clause], reader: Reader) -> dict[int, tuple[Name, ...]]:
    """By start: clauses whose title is a body, or 某某职责, among others of the kind or under a heading about duties."""
    titles = {clause.path: clause.title for clause in clauses}
    alike = {clause.start: names for clause in clauses if (names := _title_names(clause, reader))}
    siblings = Counter((clause.parent, clause.level) for clause in clauses if clause.start in alike)
    parents = {clause.parent for clause in clauses}
    kept = {}
    for clause in clauses:
        names = alike.get(clause.start, ())
        if not names:
            continue
        above = titles.get(clause.parent or "", "")
        if (
            siblings[clause.parent, clause.level] >= FEWEST
            or (
                _ABOUT_DUTIES.search(above)
                and (clause.path in parents or _DOES.match(reader.text, clause.body))
            )
            or _DUTIES_OF.search(bare(clause.title))
        ):
            kept[clause.start] = names
    return kept


def _title_names(clause: Clause, reader: Reader) -> tuple[Name, ...]:
    """The bodies that a title consists of; the members in a bracket behind a name are left out."""
    if (
        not clause.titled
        or not clause.title
        or (clause.level <= Level.CHAPTER and clause.level is not Level.ANNEX)
    ):
        return ()
    start, end = clause.titles
    plain = reader.text[start:end]
    if tail := _DUTIES_OF.search(plain):
        end = start + tail.start()
    elif clause.level is Level.ANNEX:
        return ()
    if (at := reader.text.find("(", start, end)) > start and reader.text.count("、", at, end):
        end = at
    names = reader.names(start, end)
    certain = names and all(is_certain_name(name.words) or name.words in reader.known for name in names)
    return tuple(names) if certain else ()


def paragraph_duty(reader: Reader, start: int, end: int) -> Annotation | None:
    """市发展改革委：负责…, a paragraph that begins with a body and its verb."""
    said = _SAYS.match(reader.text, start, end)
    if not said:
        return None
    does = _DOES.match(reader.text, said.end(), end)
    names = reader.names(start, said.end("name"))
    if (
        not does
        or not names
        or not all(is_certain_name(name.words) or name.words in reader.known for name in names)
    ):
        return None
    role = {"牵头": Role.LEAD, "配合": Role.SUPPORT, "协助": Role.SUPPORT}.get(does["verb"], Role.RESPONSIBLE)
    return Annotation(
        Form.DUTIES,
        names[0].start,
        names[-1].end,
        (Assigned(role, tuple(names), names[0].start, names[-1].end),),
    )


def given_by(reader: Reader, start: int, end: int) -> Annotation | None:
    """由城市运行局组织统筹: whom a sentence about duties gives them to."""
    parts = []
    for found in _BY.finditer(reader.text, start, end):
        names = reader.names(*found.span("name"))
        if names and all(is_certain_name(name.words) or name.words in reader.known for name in names):
            role = Role.LEAD if found["verb"] == "牵头" else Role.RESPONSIBLE
            parts.append(Assigned(role, tuple(names), names[0].start, names[-1].end))
    return Annotation(Form.DUTIES, parts[0].start, parts[-1].end, tuple(parts)) if parts else None
