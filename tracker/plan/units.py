"""Who is meant by a name, what a unit was called on a day, and who answers for it since a merger."""

from collections.abc import Iterable, Iterator
from datetime import date

from tracker.model import Document, Unit


def names_of(unit: Unit) -> Iterator[str]:
    """Every name the unit answers to, the present one first."""
    yield unit.name
    yield from ([unit.full_name] if unit.full_name else [])
    yield from unit.aliases
    yield from (former.name for former in unit.former_names)


def name_on(unit: Unit, day: date) -> str:
    """The unit's name on a day: the former name that was still in use, else the present one."""
    return next(
        (
            former.name
            for former in sorted(unit.former_names, key=lambda one: one.until)
            if day <= former.until
        ),
        unit.name,
    )


class UnitNames:
    """The register by name: names are resolved within one jurisdiction, some within one document."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.by_id = {unit.id: unit for unit in units}
        self._found = {
            (unit.jurisdiction, unit.document, name): unit
            for unit in self.by_id.values()
            for name in reversed([*names_of(unit)])
        }

    def find(self, document: Document, name: str) -> Unit | None:
        """Who is meant in a document: what the name means there alone, else in its jurisdiction."""
        place = document.jurisdiction
        return self._found.get((place, document.id, name)) or self._found.get((place, None, name))

    def names(self, document: Document) -> list[str]:
        """Every name that can stand in a document."""
        place = document.jurisdiction
        return [name for at, only_in, name in self._found if at == place and only_in in (None, document.id)]

    def places(self, name: str) -> list[str]:
        """The jurisdictions that know the name."""
        return sorted({place for place, _, known in self._found if known == name})

    def acting(self, unit_id: str, day: date) -> str:
        """Who answers on a day for what was given to a unit: itself, or the unit it has been merged into."""
        seen = {unit_id}
        while (unit := self.by_id.get(unit_id)) and unit.merged_into in self.by_id:
            if unit.merged_on is None or day < unit.merged_on or unit.merged_into in seen:
                break
            unit_id = str(unit.merged_into)
            seen.add(unit_id)
        return unit_id
