"""The items of a document: what each clause asks, who answers for it in which role, and why that may be doubtful."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from tracker.extract.damaged import is_torn, torn_rows
from tracker.extract.text import FRONT, NOTICE, Clause, Document, Folded
from tracker.extract.units.assigned import Annotation, Assigned, Form
from tracker.extract.units.duties import duties, given_by, paragraph_duty
from tracker.extract.units.names import ONE_BODY, is_name, points
from tracker.extract.units.notation import Reader
from tracker.extract.units.parts import parts
from tracker.extract.units.splitting import Name
from tracker.extract.units.stated import Implied, Kind, LeadRule, implied, lead_rule
from tracker.model import Role

_RUN_IN = re.compile(r"[“\"]?[^,。;:“”\"]{2,24}[”\"]?:")
_ABOUT_DUTIES = re.compile(r"职责|分工|职能")
_LEADS_REST = {
    "配合": Role.SUPPORT,
    "协办": Role.SUPPORT,
    "协助": Role.SUPPORT,
    "协同": Role.SUPPORT,
    "支持": Role.SUPPORT,
}
_LEADS_REST |= {"参与": Role.SUPPORT, "参加": Role.SUPPORT}


@dataclass(frozen=True)
class Item:
    """What stands from `start` to `end` in a clause, and who answers for it; `annotations` are the places that say so."""

    clause: Clause
    title: str
    start: int
    end: int
    assigned: tuple[Assigned, ...] = ()
    forms: tuple[Form, ...] = ()
    said: tuple[tuple[int, int], ...] = ()
    """Where the annotations stand."""


@dataclass(frozen=True)
class Responsibility:
    lead_rule: LeadRule | None
    implied: tuple[Implied, ...]
    items: tuple[Item, ...]


def responsibility(document: Document, folded: Folded, known: Collection[str] = ()) -> Responsibility:
    """`known` are names of the register; those of the issuers and of bodies known for their 、 are added."""
    names = {*known, *ONE_BODY, *(issuer for issuer in document.issuers if "、" in issuer)}
    reader = Reader(folded.text, names, folded.gaps)
    rule = lead_rule(folded.text, document.start, document.end)
    everywhere = implied(folded.text, document.start, document.end, names)
    named = duties(document, folded, reader)
    titles = {clause.path: clause.title for clause in document.clauses}
    items = [
        _led(item, rule)
        for clause in document.clauses
        if clause.path != NOTICE and not is_torn(folded, clause)
        for item in _items(
            clause, titles.get(clause.parent or "", ""), folded, reader, named.get(clause.path, [])
        )
    ]
    torn = [item for clause in document.clauses if is_torn(folded, clause) for item in _torn(clause, folded)]
    items = sorted([*items, *(_led(item, rule) for item in torn)], key=lambda item: item.start)
    return Responsibility(rule, tuple(everywhere), tuple(_raised(items, document, folded)))


def _items(
    clause: Clause, above: str, folded: Folded, reader: Reader, duty: list[Annotation]
) -> Iterator[Item]:
    """One for each place of a clause that says who answers, else one of the clause whole; `above` is the title over it."""
    paragraphs = list(folded.paragraphs(clause.titles[0], clause.end))
    found = [one for low, high in paragraphs for one in reader.annotations(low, high)]
    if not found and not duty:
        about = _ABOUT_DUTIES.search(clause.title) or _ABOUT_DUTIES.search(above)
        own = [(low, high) for low, high in paragraphs if low >= clause.body]
        if about:
            own = [sentence for low, high in paragraphs for sentence in parts(folded.text, low, high, "。;")]
        found = [one for low, high in own if (one := paragraph_duty(reader, low, high))]
        if about:
            found = found or [one for low, high in own if (one := given_by(reader, low, high))]
        elif len(found) < 2:
            found = []
    groups = _grouped(found, folded)
    if not groups:
        said = duty[:1]
        yield _item(clause, clause.title, clause.start, clause.end, said)
        return
    start = clause.start
    for group in groups:
        end = max(one.end for one in group)
        title = (
            clause.title
            if len(groups) == 1
            else _run_in(folded, max(start, clause.body), group[0].start) or clause.title
        )
        yield _item(clause, title, start, end, group)
        start = end


def _torn(clause: Clause, folded: Folded) -> Iterator[Item]:
    """Rows of a table that a conversion has run together, each as a clause of its own."""
    for row in torn_rows(folded, clause):
        own = replace(
            clause,
            path=f"{clause.path}/{row.number}",
            title="",
            start=row.start,
            body=row.start,
            end=row.end,
            parent=clause.path,
        )
        yield Item(own, "", row.start, row.end, row.assigned, (Form.TORN,), ((row.start, row.end),))


def _item(clause: Clause, title: str, start: int, end: int, said: list[Annotation]) -> Item:
    assigned = tuple(part for one in said for part in one.assigned)
    return Item(
        clause,
        title,
        start,
        end,
        assigned,
        tuple(dict.fromkeys(one.form for one in said)),
        tuple((one.start, one.end) for one in said),
    )


def _grouped(found: list[Annotation], folded: Folded) -> list[list[Annotation]]:
    """Lines of labels that follow on each other are said of one thing: 牵头单位：… and below it 配合单位：…"""
    groups: list[list[Annotation]] = []
    for one in found:
        last = groups[-1] if groups else None
        if last and _follows(last, one, folded):
            last.append(one)
        else:
            groups.append([one])
    return groups


def _follows(last: list[Annotation], one: Annotation, folded: Folded) -> bool:
    if folded.text[last[-1].end : one.start].strip("。;,、 ()") or one.form is Form.DUTIES:
        return False
    roles = {part.role for before in last for part in before.assigned}
    return not roles & {part.role for part in one.assigned}


def _run_in(folded: Folded, start: int, end: int) -> str:
    """The words before a ： that the last paragraph before an annotation begins with, as small headings do."""
    last = next(reversed([low for low, _ in folded.paragraphs(start, end)]), start)
    found = _RUN_IN.match(folded.text, last, end)
    return folded.quote(found.start(), found.end() - 1) if found else ""


def _led(item: Item, rule: LeadRule | None) -> Item:
    """The roles as the text's own rule about stars, commas or the first place makes them."""
    starred = any(name.starred for part in item.assigned for name in part.names)
    if not starred and rule is None:
        return item
    if not starred and any(part.role is Role.LEAD for part in item.assigned):
        return item
    found: list[Assigned] = []
    done = False
    for part in item.assigned:
        if part.role is not Role.RESPONSIBLE or done:
            found.append(part)
            continue
        leads = _leads(part.names, starred, rule)
        rest = tuple(name for name in part.names if name not in leads)
        if leads:
            found.append(_part(Role.LEAD, leads))
            done = not starred
        if rest:
            other = _LEADS_REST.get(rule.rest, Role.RESPONSIBLE) if rule and leads else part.role
            found.append(_part(other, rest))
    return replace(item, assigned=tuple(found))


def _leads(names: tuple[Name, ...], starred: bool, rule: LeadRule | None) -> tuple[Name, ...]:
    if starred:
        return tuple(name for name in names if name.starred)
    if rule is None or rule.kind is Kind.STAR:
        return ()
    if rule.kind is Kind.FIRST:
        return names[:1]
    comma = next((place for place, name in enumerate(names) if name.after_comma), len(names))
    return names[:comma]


def _part(role: Role, names: tuple[Name, ...]) -> Assigned:
    return Assigned(role, names, names[0].start, names[-1].end)


def _raised(items: list[Item], document: Document, folded: Folded) -> Iterator[Item]:
    """A line of its own behind the last of several clauses, none of which has one, is said of the clause above them."""
    by_path = {clause.path: clause for clause in document.clauses}
    below: dict[str, list[Item]] = {}
    for item in items:
        if item.clause.parent:
            below.setdefault(item.clause.parent, []).append(item)
    moved = {
        (own[-1].clause.start, own[-1].start): above
        for above, own in below.items()
        if len(own) > 1 and not any(item.assigned for item in own[:-1]) and _own_line(own[-1], folded)
    }
    for item in items:
        above = moved.get((item.clause.start, item.start))
        holder = by_path.get(above) if above else None
        if holder is None:
            yield item
            continue
        yield replace(item, assigned=(), forms=(), said=())
        yield replace(item, clause=holder, title=holder.title)


def _own_line(item: Item, folded: Folded) -> bool:
    """Whether it is said in a paragraph of its own, behind what the clause says."""
    first = min((low for low, _ in item.said), default=0)
    starts = {low for low, _ in folded.paragraphs(item.clause.start, item.clause.end)}
    return item.forms == (Form.LABELLED,) and first in starts and first > item.clause.body


def spoken(folded: Folded, name: Name) -> str:
    """A name in the words of the file; one that a conversion has torn is put together again."""
    whole = folded.text[name.start : name.end] == name.words
    return folded.quote(name.start, name.end) if whole else name.words


def doubts(item: Item) -> Iterator[str]:
    """Why a person should look at who answers."""
    for part in item.assigned:
        for name in part.names:
            if not is_name(name.words) and not points(name.words):
                yield f"“{name.words}”不像单位名称"
    if Form.LIST in item.forms:
        yield "括号里只有单位名称，没有写明是责任单位"
    if Form.DUTIES in item.forms:
        yield "按条文主语认定责任单位"
    if Form.TORN in item.forms:
        yield "表格的文字已经散乱，行号和单位是推定的，请对照原件"
    if Form.SENTENCE in item.forms:
        yield "按句子认定责任单位"


def is_front(clause: Clause) -> bool:
    return clause.path in (FRONT, NOTICE)
