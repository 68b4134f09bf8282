"""Two hundred filled forms in one run of `tracker submit`, ten of them in conflict and ten damaged: each named, none lost."""

import io
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any
from zipfile import ZipFile

from tests.drill.options import Options, show
from tests.forms import PROGRESS, with_rows
from tests.intake.desk import EXAMPLE, OFFICE
from tracker.cli.options import workspace
from tracker.intake import Actor, Draft, Role, accept
from tracker.periods import Quarter
from tracker.records.journal import Record
from tracker.report import unit_form

UNITS, CONFLICTS, DAMAGED = 200, 10, 10
TODAY, QUARTER = "2026-10-12", Quarter(2026, 3)
ROOT = Path(__file__).parents[2]


def district(folder: Path) -> None:
    """The example with two hundred more units, each of which answers for one task."""
    shutil.copytree(EXAMPLE, folder)
    units, tasks = [], []
    for number in range(UNITS):
        units.append(f"  - {{id: u{number:03}, name: 第{number:03}街道办事处, jurisdiction: 示例市示例区}}\n")
        tasks.append(
            f'  - id: "9.{number}"\n    clause: 九/({number})\n    title: 第{number}项整治\n    summary: 完成整治\n'
            f"    kind: standing\n    assignments:\n      - {{role: lead, as_written: 第{number:03}街道办事处, "
            f"units: [第{number:03}街道办事处], lead: stated}}\n"
        )
    with (folder / "units.yaml").open("a", encoding="utf-8") as file:
        file.writelines(units)
    with (folder / "plans" / "example.yaml").open("a", encoding="utf-8") as file:
        file.writelines(tasks)


def task(number: int) -> str:
    return f"example-2025-1/9.{number}"


def run(folder: Path, options: Options) -> bool:
    dice = Random(options.seed)
    district(folder / "tasks")
    space = workspace(folder / "tasks", folder / "data", TODAY)
    assert accept(space, [Draft("opened", {"on": "2026-01-05"})], OFFICE).ok
    inbox = folder / "inbox"
    inbox.mkdir()
    with ZipFile(io.BytesIO(unit_form.parcel(space, QUARTER))) as parcel:
        forms = [name for name in parcel.namelist() if "街道办事处" in name]
        for at, name in enumerate(forms):
            number = int(name.split("第")[1][:3])
            text = f"第 {number} 项已完成 {dice.randrange(1, 99)}%"
            data = with_rows(
                parcel.read(name), PROGRESS, {task(number): {"本期进展": text, "存在问题": "无"}}
            )
            if number < DAMAGED:
                data = damaged(data, dice)
            (inbox / f"{number:03}.xlsx").write_bytes(data)
            show(f"{at}/{UNITS} forms filled in")
    for number in range(DAMAGED, DAMAGED + CONFLICTS):
        theirs = Draft("progress", {"task": task(number), "period": str(QUARTER), "text": "网页上报的"})
        assert accept(space, [theirs], Actor("街道办", Role.UNIT, f"u{number:03}")).ok

    start = perf_counter()
    command = [sys.executable, "-m", "tracker.cli", "submit", str(inbox), "--as", "双碳办", "--json"]
    command += ["--tasks", str(folder / "tasks"), "--data", str(folder / "data"), "--now", TODAY]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds = perf_counter() - start
    files = {one["file"]: one for one in json.loads(told.stdout)["files"]}
    outcomes = Counter(one["outcome"] for one in files.values())
    faults = list(_faults(files, space.journal.verify().records, told.returncode))
    print(*faults, sep="\n")
    print(f"{len(files)} forms in one run, {seconds:.1f} s with the start of Python: {dict(outcomes)}")
    return not faults


def damaged(data: bytes, dice: Random) -> bytes:
    """Cut off on its way, or a stretch lost in the middle of the sheet that was filled in."""
    if dice.random() < 0.5:
        return data[: dice.randrange(10, len(data) * 3 // 4)]
    at = data.index(b"xl/worksheets/sheet2.xml") + 60 + dice.randrange(200)
    return data[:at] + dice.randbytes(80) + data[at + 80 :]


def _faults(files: dict[str, Any], records: Sequence[Record], code: int) -> Iterator[str]:
    names = [f"{number:03}.xlsx" for number in range(UNITS)]
    if sorted(files) != names or code != 1:
        yield f"{len(files)} files named, exit code {code}"
        return
    reported = {record.body["task"]: record for record in records if record.kind == "progress"}
    for number, name in enumerate(names):
        one = files[name]
        wanted = "damaged" if number < DAMAGED else "conflict" if number < DAMAGED + CONFLICTS else "taken"
        if one["outcome"] != wanted:
            yield f"{name}: {one['outcome']} instead of {wanted}: {one['problems']}"
        if wanted != "taken" and not one["problems"]:
            yield f"{name}: no reason"
        if wanted == "conflict" and [one["changes"][0]["now"]] != ["网页上报的"]:
            yield f"{name}: the other version is not shown"
        found = reported.get(task(number))
        said = found.body["text"] if found else None
        right = {
            "damaged": said is None,
            "conflict": said == "网页上报的",
            "taken": str(said).startswith(f"第 {number} 项"),
        }
        if not right[wanted]:
            yield f"{name}: the ledger says {said}"
        if wanted == "taken" and (found is None or found.unit != f"u{number:03}" or found.by != "双碳办"):
            yield f"{name}: not signed as it was sent"
