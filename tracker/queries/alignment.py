"""上下级对照: which targets serve which of a higher level, and whether the lower level asks for less."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, cast

from tracker.model import JurisdictionLevel
from tracker.queries.judged import targets
from tracker.sentences import alignment_sentence
from tracker.snapshot import Snapshot

Row = Mapping[str, Any]

LEVELS = list(JurisdictionLevel)
LINKS = "SELECT target_id, serves, same_scope, note FROM alignment ORDER BY position"
ISSUED = "SELECT document_id FROM document_now WHERE in_force OR status_now <> 'in_force'"
"""What had been issued by the day, whether it still is in force or not."""
EXACT = ("about", "eq")
"""Of these the figure alone says how much is asked for; which way is more, the other target tells."""
CHANGES = ("growth", "multiple")
LOOSER = ("looser", "looser_figure")
"""What a reader is warned of, the second with the proviso that the scopes differ."""


class Link(NamedTuple):
    """A target and the one of a higher level that it serves; `verdict` is a code of `labels.ALIGNMENT`."""

    lower: Row
    upper: Row
    note: str
    verdict: str
    sentence: str


class Rung(NamedTuple):
    """One target of a chain, and how it stands to the one above it there (None for the highest)."""

    target: Row
    link: Link | None


def links(snapshot: Snapshot) -> list[Link]:
    """Every alignment whose two documents had been issued by the day."""

    def make() -> list[Link]:
        issued = set(whole.frame(ISSUED)["document_id"])
        known = {row["target_id"]: row for row in targets(whole).to_dicts() if row["document_id"] in issued}
        found = []
        for one in whole.frame(LINKS).iter_rows(named=True):
            lower, upper = known.get(one["target_id"]), known.get(one["serves"])
            if lower and upper and _is_above(upper, lower):
                verdict, sentence = judge(lower, upper, same_scope=one["same_scope"])
                found.append(Link(lower, upper, one["note"], verdict, sentence))
        return found

    whole = snapshot.whole
    return cast(list[Link], whole.once("alignments", make))


def _is_above(upper: Row, lower: Row) -> bool:
    """Whether the levels are known and lead up; anything else is a problem of the plan files."""
    known = upper["level"] and lower["level"]
    return bool(known) and LEVELS.index(upper["level"]) < LEVELS.index(lower["level"])


def chains(snapshot: Snapshot, of: Collection[str] | None = None) -> list[list[Rung]]:
    """Targets that serve each other: a list for every highest one, which is followed by those that serve it.

    `of` are the targets asked about, by default those of the documents shown as far as they count; of a single document
    all. With them come those that they serve and, as far as they are in force or asked about, those that serve them.
    """
    every, shown = links(snapshot), snapshot.documents

    def asked(target: Row) -> bool:
        if of is not None:
            return target["target_id"] in of
        counts = target["in_force"] or target["carried"] or (shown is not None and len(shown) == 1)
        return counts and snapshot.shows(target["document_id"])

    start = {row["target_id"] for link in every for row in (link.lower, link.upper) if asked(row)}
    above = _reached(start, every, lambda link: (link.lower, link.upper))
    open_below = [link for link in every if link.lower["in_force"] or asked(link.lower)]
    wanted = above | _reached(start, open_below, lambda link: (link.upper, link.lower))
    kept = [link for link in every if {link.lower["target_id"], link.upper["target_id"]} <= wanted]
    served = {link.lower["target_id"] for link in kept}
    highest = {link.upper["target_id"]: link.upper for link in kept if link.upper["target_id"] not in served}
    return [[Rung(top, None), *_below(top, kept)] for top in highest.values()]


def _reached(start: set[str], every: list[Link], step: Callable[[Link], tuple[Row, Row]]) -> set[str]:
    """The targets that can be reached from some by steps from one end of a link to the other."""
    found, fresh = set(start), set(start)
    while fresh:
        ends = [(a["target_id"], b["target_id"]) for a, b in map(step, every)]
        fresh = {b for a, b in ends if a in fresh} - found
        found |= fresh
    return found


def _below(target: Row, kept: list[Link]) -> Iterator[Rung]:
    for link in kept:
        if link.upper["target_id"] == target["target_id"]:
            yield Rung(link.lower, link)
            yield from _below(link.lower, kept)


def looser(snapshot: Snapshot) -> dict[str, Link]:
    """By target id: the alignment in which it asks for less, or its figure alone would, than the one it serves."""
    return {link.lower["target_id"]: link for link in links(snapshot) if link.verdict in LOOSER}


def judge(lower: Row, upper: Row, *, same_scope: bool) -> tuple[str, str]:
    """The verdict and its sentence. Only figures of one scope, unit, date and base are called looser or stricter.

    A figure that asks for less on the same day is pointed out even where the scopes differ.
    """
    differs, more = _differs(lower, upper, same_scope=same_scope), _more(lower, upper)
    if _unsaid(lower) or _unsaid(upper):
        verdict = "unknown"
    elif more == -1 and differs == ["口径"]:
        verdict = "looser_figure"
    elif {"口径", "算法", "计量单位"} & set(differs):
        verdict = "different_scope"
    elif differs:
        verdict = "different_date" if "时限" in differs else "different_base"
    elif more is None:
        verdict = "unknown"
    else:
        verdict = "looser" if more < 0 else "same_or_stricter"
    return verdict, alignment_sentence(verdict, lower, upper, differs, more)


def _unsaid(row: Row) -> bool:
    return row["value"] is None or row["comparator"] is None or row["undefined"] is not None


def is_change(row: Row) -> bool:
    """Whether the figure is a reduction, a yearly growth or a multiple: it says something only of a base."""
    return row["reduction"] or row["comparator"] in CHANGES


def _kind(row: Row) -> str:
    return row["comparator"] if row["comparator"] in CHANGES else "reduction" if row["reduction"] else "level"


def _differs(lower: Row, upper: Row, *, same_scope: bool) -> list[str]:
    """What keeps the two figures from being compared, in words."""
    found = {
        "口径": not same_scope,
        "算法": _kind(lower) != _kind(upper),
        "计量单位": lower["unit_of_measure"] != upper["unit_of_measure"],
        "时限": lower["due"] != upper["due"],
    }
    found["基期"] = not found["算法"] and not found["时限"] and not _same_base(lower, upper)
    return [word for word, holds in found.items() if holds]


def _same_base(lower: Row, upper: Row) -> bool:
    """A level has no base; a change has the year both state, or else the same worded period."""
    if not is_change(lower):
        return True
    bases = {lower["baseline_year"], upper["baseline_year"]}
    if bases == {None}:
        return lower["starts_on"] is not None and lower["starts_on"] == upper["starts_on"]
    return len(bases) == 1


def _more(lower: Row, upper: Row) -> int | None:
    """1 when the lower level asks for more, 0 for as much, -1 for less; None when the figures cannot be compared at all."""
    of_a_kind = _kind(lower) == _kind(upper) and lower["unit_of_measure"] == upper["unit_of_measure"]
    if _unsaid(lower) or _unsaid(upper) or not of_a_kind:
        return None
    if "hold" in (lower["comparator"], upper["comparator"]):
        return None
    signs = {row["sign"] for row in (lower, upper) if row["comparator"] not in EXACT} or {lower["sign"]}
    if lower["reduction"]:
        signs = {1}
    if len(signs) > 1:
        return None
    ahead = signs.pop() * (lower["value"] - upper["value"])
    return 0 if abs(ahead) < 1e-9 else 1 if ahead > 0 else -1
