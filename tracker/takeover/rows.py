"""The rows that speak of one task, asked field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.intake import Draft
from tracker.problems import Place
from tracker.takeover.desk import Desk, Left, Taken
from tracker.takeover.lines import Line, Said
from tracker.takeover.values import named
from tracker.takeover.words import Field


@dataclass(frozen=True)
class Rows:
    desk: Desk
    task_id: str
    lines: Sequence[Line]

    def cells(self, field: Field) -> dict[tuple[str, str], Said]:
        """By sheet and cell: what they say in a field, once where a merged cell stands for several rows."""
        return {(line.sheet, said.cell): said for line in self.lines if (said := line.said.get(field))}

    def joined(self, field: Field) -> str:
        """The different words of a field; where there are several, numbered and with the measure they are about."""
        texts: dict[str, str] = {}
        for line in self.lines:
            if said := line.said.get(field):
                texts.setdefault(said.text, "" if field is Field.YEAR_GOAL else line.text(Field.MEASURE))
        if len(texts) < 2:
            return "".join(texts)
        told = (f"{measure}：{text}" if measure else text for text, measure in texts.items())
        return "\n".join(f"{number}. {text}" for number, text in enumerate(told, 1))

    def left(self, field: Field, reason: str) -> list[Left]:
        """Every cell of a field, left out."""
        return [
            Left(self.task_id, sheet, cell, field, said.text, reason)
            for (sheet, cell), said in self.cells(field).items()
        ]

    def left_in(self, line: Line, field: Field, reason: str) -> Left:
        """What one row says in a field, left out."""
        said = line.said[field]
        return Left(self.task_id, line.sheet, said.cell, field, said.text, reason)

    def taken(self, field: Field, kind: str, body: dict[str, object], remark: str = "") -> Taken:
        """A record of all rows together; it stands where the first cell of the field does."""
        sheet, cell = next(iter(self.cells(field)))
        place = Place(self.desk.file, sheet=sheet, cell=cell)
        return Taken(self.task_id, Draft(kind, {"task": self.task_id, **body}, place=place), remark)

    def taken_in(self, line: Line, field: Field, kind: str, body: dict[str, object]) -> Taken:
        """A record of one row."""
        place = Place(self.desk.file, sheet=line.sheet, cell=line.said[field].cell)
        return Taken(self.task_id, Draft(kind, {"task": self.task_id, **body}, place=place))

    def leader(self, said: Said) -> tuple[str, str]:
        """The one body that a cell names as leading, or why there is none."""
        plan = self.desk.plan
        found = named(said.text, plan.documents[self.task_id.split("/")[0]], plan.names)
        if found.unknown:
            return "", f"单位名录中没有“{'、'.join(found.unknown)}”"
        if len(found.units) != 1:
            return "", f"列了 {len(found.units)} 个单位，没有写明哪一个牵头"
        unit = plan.units[found.units[0]]
        if unit.collective:
            return "", f"“{unit.name}”是集合单位，不能牵头"
        return plan.acting(unit.id), ""

    def plan_dues(self) -> list[date]:
        """The dates of the text, milestones as extensions have moved them."""
        task, ledger = self.desk.plan.tasks[self.task_id], self.desk.ledger
        dues = {ledger.due_now(f"{self.task_id}/{one.id}", one.due.on) for one in task.milestones}
        return sorted(dues | {one.due.on for one in task.targets if one.due})
