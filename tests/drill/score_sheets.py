"""Score sheets opened and computed again by LibreOffice: every formula has to give the figure that the engine gave."""

import random
import shutil
import subprocess
from pathlib import Path

from openpyxl import load_workbook
from xlsxwriter import Workbook

from tests.drill.options import Options, show
from tests.report.scored import FIGURES, assessed, figure, scored_desk
from tracker.audit.heads import heads
from tracker.report import score_sheet

SHEETS = 25
ALWAYS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)
"""The setting by which it trusts no figure that stands in a file."""


def run(folder: Path, options: Options) -> bool:
    office = shutil.which("soffice")
    if office is None:
        print("score sheets: no LibreOffice here, not tried")
        return True
    chance = random.Random(options.seed)
    files = [_sheet(folder / str(n), chance) for n in range(SHEETS)]
    again = _computed(office, folder, [*files, _lie(folder / "lie.xlsx")])
    assert load_workbook(again / "lie.xlsx", data_only=True).active["B1"].value == 10, "nothing was computed"
    formulas, wrong = 0, []
    for file in files:
        for cell, meant, found in _formulas(file, again / file.name):
            formulas += 1
            if meant != found and not (isinstance(meant, float | int) and abs(meant - found) < 1e-9):  # type: ignore[operator]
                wrong.append((file.name, cell, meant, found))
    print(
        f"score sheets: {SHEETS} with {formulas} formulas computed again, {len(wrong)} different {wrong[:3] or ''}"
    )
    return not wrong and formulas > SHEETS * 5


def _sheet(folder: Path, chance: random.Random) -> Path:
    """Figures at random, some of them missing, some exactly on the bound."""
    desk = scored_desk(folder, leaving_out="*")
    for line, values in FIGURES.items():
        if chance.random() < 0.1:
            continue
        for name, value in values.items():
            yes_no = line in ("basics", "truth")
            drawn = (
                str(chance.choice([0, 0, 1]))
                if yes_no
                else str(round(float(value) * chance.choice([0.5, 0.9, 1, 1.1, 1.2]), 4))
            )
            figure(desk, line, name, drawn)
    now, found, rubric = assessed(desk)
    file = folder.parent / f"sheet-{folder.name}.xlsx"
    file.write_bytes(score_sheet.workbook(now, found, rubric, heads(desk.space)))
    show(file.name)
    return file


def _lie(file: Path) -> Path:
    """A formula beside a figure that it does not give: a program that only reads what stands there repeats it."""
    with Workbook(file) as book:
        page = book.add_worksheet()
        page.write(0, 0, 5)
        page.write_formula(0, 1, "=A1*2", None, 99)
    return file


def _computed(office: str, folder: Path, files: list[Path]) -> Path:
    profile, out = folder / "libreoffice", folder / "again"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    arguments = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*arguments, "--outdir", str(out), *map(str, files)], check=True, capture_output=True, timeout=600
    )
    return out


def _formulas(file: Path, again: Path) -> list[tuple[str, object, object]]:
    formulas, caches, computed = (
        load_workbook(file),
        load_workbook(file, data_only=True),
        load_workbook(again, data_only=True),
    )
    return [
        (
            f"{page.title}!{cell.coordinate}",
            caches[page.title][cell.coordinate].value,
            computed[page.title][cell.coordinate].value,
        )
        for page in formulas
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
