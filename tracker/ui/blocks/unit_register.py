"""名录: what the register knows of a unit: other names, earlier names, what it belongs to, whom it stands for."""

from markupsafe import Markup

from tracker.model import Unit
from tracker.plan.units import UnitNames, name_on
from tracker.sentences import day
from tracker.snapshot import Snapshot
from tracker.ui.facts import facts
from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View


def _only_in(snapshot: Snapshot, document_id: str | None) -> str:
    """In which document alone the words mean this unit, by its number or title."""
    names = [
        f.document.document_number or f"《{f.document.title}》"
        for f in snapshot.plan.files
        if f.document.id == document_id
    ]
    return f"（只在{names[0]}中是这个意思）" if names else ""


def register_entry(view: View, snapshot: Snapshot, unit_id: str) -> Markup:
    """The entry of one unit, with the names it had and has."""
    names = UnitNames(snapshot.plan.units)
    unit = names.by_id[unit_id]
    upper = names.by_id.get(unit.upper or "")
    within = [one for one in names.by_id.values() if unit_id in one.members]
    pairs = [
        ("辖区", unit.jurisdiction + (_only_in(snapshot, unit.document))),
        ("全称", unit.full_name),
        ("别名", "、".join(unit.aliases)),
        ("曾用名", "；".join(f"{former.name}（用到{day(former.until)}）" for former in unit.former_names)),
        ("现名", unit.name if name_on(unit, snapshot.clock.as_of) != unit.name else ""),
        ("并入", _merged(view, names, unit)),
        ("上级", upper and _to(view, upper)),
        ("成员", join(_listed(view, [names.by_id[one] for one in unit.members if one in names.by_id]))),
        ("包括在", join(_listed(view, within))),
        ("说明", unit.note),
    ]
    return facts(pairs, caption="单位名录")


def _to(view: View, unit: Unit) -> Markup:
    return link(unit.name, view.link("units", id=unit.id))


def _listed(view: View, units: list[Unit]) -> list[str | Markup]:
    return [part for unit in units for part in ("、", _to(view, unit))][1:]


def _merged(view: View, names: UnitNames, unit: Unit) -> Markup | None:
    other = names.by_id.get(unit.merged_into or "")
    return tag("span", _to(view, other), f"（{day(unit.merged_on)}起）") if other and unit.merged_on else None
