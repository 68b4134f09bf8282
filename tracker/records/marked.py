"""The workbook that goes back to its sender: the same one with its faulty cells marked, else a list of them."""

import base64
import io
from collections.abc import Sequence

from tracker.problems import Problem
from tracker.records.child import ChildDiedError, Helper, Limits
from tracker.records.parcel import MEGABYTE
from tracker.records.unit_form import TO_MEND, TO_MEND_COLUMNS
from tracker.records.workbook import Column, write_form

MARKER = "tracker.records.workbook_marker"
LIMITS = Limits(cpu=1.5, wall=4, memory=290 * MEGABYTE)


def marked(data: bytes, problems: Sequence[Problem]) -> bytes:
    """`data` with a first sheet 需改正, red cells and comments; a workbook of its own where that cannot be made."""
    faults = [
        [problem.place.sheet or "", problem.place.cell or "", problem.message, problem.cure]
        for problem in problems
    ]
    try:
        with Helper(MARKER, LIMITS) as helper:
            said = helper.ask(data, faults=faults)
        return base64.b64decode(said["workbook"])
    except ChildDiedError:
        return _listed(faults)


def _listed(faults: list[list[str]]) -> bytes:
    target = io.BytesIO()
    columns = [Column(heading, width, given=True) for heading, width in TO_MEND_COLUMNS.items()]
    notes = ["原表标不出错处，请对照本表在原表里改正。"]
    write_form(target, TO_MEND, columns, faults, notes)
    return target.getvalue()
