"""Kill whoever brings in filled workbooks at random moments: nothing acknowledged is lost, no file is taken by half.

After the kills everything is sent again: what was taken is recognised, what was not is taken now, and the ledger
holds what it would hold had nobody been killed.
"""

import io
import shutil
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from tests.drill.journal_kills import faults
from tests.drill.killing import Say, Work, done, killed
from tests.drill.options import Options, show
from tests.intake.desk import OFFICE
from tracker.intake import Draft, accept
from tracker.intake.forms import take_forms
from tracker.periods import Quarter
from tracker.queries.scope import HOME
from tracker.records.journal import FileJournal, Ledger
from tracker.records.unit_form import KEY_HEADING, Part
from tracker.report import unit_form
from tracker.snapshot import Workspace

TASKS = Path(__file__).parents[2] / "tasks"
KILLS, TOGETHER, ROUNDS_A_FOLDER = 500, 4, 3
QUARTER, NOW = Quarter(2026, 3), datetime(2026, 10, 12, 4)
File = tuple[str, bytes]


def space_of(data: Path) -> Workspace:
    return Workspace(TASKS, data, now=lambda: NOW)


def make_forms(data: Path, folder: Path) -> Work:
    """One filled form of every unit that has something to report in the real plan."""

    def work(say: Say) -> None:
        space = space_of(data)
        for unit in unit_form.units_with_a_form(HOME.of(space.status())):
            form = unit_form.workbook(space, unit, QUARTER)
            assert form
            (folder / f"{unit}.xlsx").write_bytes(filled(form))
            say(unit)

    return work


def filled(form: bytes) -> bytes:
    """With an account of every task of the unit."""
    book = load_workbook(io.BytesIO(form))
    for sheet in book:
        keys = [cell for line in sheet.iter_rows() for cell in line if cell.value == KEY_HEADING]
        for heading in keys:
            words = [cell for cell in sheet[heading.row] if str(cell.value or "").startswith("本期进展")]
            for row in range(heading.row + 1, sheet.max_row + 1):
                key = str(sheet.cell(row, heading.column).value or "")
                if words and key.startswith(f"{Part.PROGRESS}:"):
                    sheet.cell(row, words[0].column).value = f"按计划推进（{key}）"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def bringing_in(space: Workspace, files: Sequence[File]) -> Work:
    def work(say: Say) -> None:
        def tell(taken: object) -> None:
            records = taken.records  # type: ignore[attr-defined]
            say(f"{records[0].batch} {len(records)}" if records else f"{taken.fate} 0")  # type: ignore[attr-defined]

        take_forms(space, files, OFFICE, tell=tell)

    return work


def content(ledger: Ledger) -> Counter[str]:
    """What was said of what, whatever the order in which the files came."""
    return Counter(
        f"{one.kind} {one.unit} {one.body.get('task', one.body.get('sha256'))} {one.body.get('text')}"
        for one in ledger.records
    )


def run(folder: Path, options: Options) -> bool:
    kills, chance = options.kills or KILLS, Random(options.seed)
    start, forms = folder / "start", folder / "forms"
    forms.mkdir()
    assert accept(space_of(start), [Draft("opened", {"on": "2026-01-05"})], OFFICE).ok
    assert len(done(make_forms(start, forms))) > 20
    files = [(file.name, file.read_bytes()) for file in sorted(forms.iterdir())]
    shutil.copytree(start, folder / "reference")
    said = done(bringing_in(space_of(folder / "reference"), files))
    wanted = content(FileJournal(folder / "reference" / "journal").verify())
    assert len(said) == len(files) < wanted.total()
    seen: Counter[str] = Counter()
    for at in range(0, kills, TOGETHER):
        if at % (TOGETHER * ROUNDS_A_FOLDER) == 0:
            data, heard = folder / str(at), dict[str, int]()
            shutil.copytree(start, data)
            space = space_of(data)
            space.plan()
        shares = [chance.sample(files, len(files) // 2) for _ in range(TOGETHER)]
        # Now before the first file is acknowledged, now after.
        first = chance.random() < 0.8
        told = killed([bringing_in(space, share) for share in shares], chance, 0.2, first)
        words = [word.split() for one in told for word in one]
        heard |= {batch: int(size) for batch, size in words if size != "0"}
        seen["acknowledged files"] += sum(size != "0" for _, size in words)
        seen["refused as already taken"] += sum(size == "0" for _, size in words)
        wrong = faults(FileJournal(data / "journal").verify(), heard)
        if not wrong and (at + TOGETHER) % (TOGETHER * ROUNDS_A_FOLDER) == 0:
            done(bringing_in(space, files))
            after = FileJournal(data / "journal").verify()
            wrong += faults(after, heard)
            wrong += [
                f"not as without kills: {line}"
                for line in (wanted - content(after)) + (content(after) - wanted)
            ]
            seen["ledgers completed by sending again"] += 1
            shutil.rmtree(data)
        if wrong:
            print(f"kill {at + TOGETHER}:", *wrong, sep="\n  ")
            return False
        show(f"{at + TOGETHER}/{kills} kills of an import")
    print(f"{kills} kills of an import of {len(files)} workbooks: none lost, none by half; {dict(seen)}")
    return True
