"""The unit register as the reader asks it: does the place of a document know a name?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.extract.text import Document
from tracker.extract.units.names import points
from tracker.model import Plan, Unit
from tracker.plan.units import names_of
from tracker.sources.folding import fold

_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区|特别行政区))?(?:[\u4e00-\u9fff]{2,7}?(?:市|自治州|地区|盟))?(?:[\u4e00-\u9fff]{1,7}?(?:自治县|新区|开发区|县|区|旗))?"
)


@dataclass(frozen=True)
class Register:
    """Names of one jurisdiction; without one the register knows nobody."""

    jurisdiction: str
    names: frozenset[str]
    collectives: frozenset[str] = frozenset()

    def knows(self, name: str) -> bool:
        return fold(name) in self.names

    def collective(self, name: str) -> bool:
        return fold(name) in self.collectives or points(fold(name))


def register_for(document: Document, plan: Plan | None) -> Register:
    """The register of the place that the document is of: the most exact one that its issuers or its title name."""
    said = "".join((*document.issuers, document.title))
    places = places_of(plan) if plan else ()
    place = max(
        (one for one in places if one in said or (len(one) > 4 and one[3:] in said)), key=len, default=""
    )
    if not place and said.startswith(("国务院", "中共中央")):
        place = "全国"
    units = (
        [unit for unit in plan.units if unit.jurisdiction == place and unit.document is None]
        if plan and place
        else []
    )
    return Register(
        place or _named_place(document), _names(units), _names(unit for unit in units if unit.collective)
    )


def places_of(plan: Plan) -> tuple[str, ...]:
    """The jurisdictions that the register knows; a small one names them only beside its units."""
    named = tuple(one.name for one in plan.jurisdictions)
    return named or tuple(dict.fromkeys(unit.jurisdiction for unit in plan.units))


def _names(units: Iterable[Unit]) -> frozenset[str]:
    return frozenset(fold(name) for unit in units for name in names_of(unit))


def _named_place(document: Document) -> str:
    for words in (*document.issuers, document.title):
        if (found := _PLACE.match(words)) and found[0]:
            return found[0]
    return ""


def all_names(plan: Plan | None) -> frozenset[str]:
    """Every name of the register, for names that contain 、 or 和."""
    return frozenset(fold(name) for unit in (plan.units if plan else ()) for name in names_of(unit))
