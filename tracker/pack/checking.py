"""Verifies a pack with the product at hand: what the stand-alone verifier does, and the scores computed once more."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tracker.assessment import assess
from tracker.backup.manifest import product_version
from tracker.pack import verifier
from tracker.pack.codes import problem
from tracker.pack.contents import as_json
from tracker.problems import Problem, has_errors
from tracker.snapshot import Workspace

LARGEST_JOURNAL = 2**30


@dataclass(frozen=True)
class Checked:
    """`recomputed`: whether the scores were computed again; nothing is computed from a pack that does not verify."""

    verdict: verifier.Verdict
    problems: tuple[Problem, ...]
    recomputed: bool = False

    @property
    def ok(self) -> bool:
        return self.verdict.ok and not has_errors(self.problems)


def check(file: Path, expect: str = "", heads: tuple[str, ...] = ()) -> Checked:
    """Unpacks plan and journal into a folder that goes away again, and nothing else."""
    verdict = verifier.verify(file, expect, heads)
    problems = tuple(problem(one.code, one.place, one.what) for one in verdict.findings)
    if not verdict.ok or verdict.manifest is None:
        return Checked(verdict, problems)
    with tempfile.TemporaryDirectory(prefix="tracker-") as folder:
        found = list(_recomputed(file, verdict.manifest, Path(folder)))
    if found and verdict.manifest["version"] != product_version():
        found.append(problem("pack.other-version", verifier.MANIFEST, verdict.manifest["version"]))
    return Checked(verdict, tuple(found), recomputed=True)


def _recomputed(file: Path, said: dict[str, Any], folder: Path) -> Iterator[Problem]:
    """What the rules make of the plan and the journal in the pack, held against its assessment line by line."""
    with zipfile.ZipFile(file) as archive:
        stored = json.loads(archive.read(verifier.RESULT))
        for one in said["files"]:
            if one["name"].startswith((verifier.PLAN, "journal/")) and one["size"] <= LARGEST_JOURNAL:
                # The verifier has let no name through that leads elsewhere.
                target = folder / one["name"]
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(one["name"]))
    try:
        made_at, known_at = (datetime.fromisoformat(said[name]) for name in ("made_at", "known_at"))
        space = Workspace(folder / "plan", folder, now=lambda: made_at)
        supposing = {name: Decimal(value) for name, value in stored["supposing"].items()}
        now = space.assessed(stored["year"], known_at)
        found = as_json(assess(now, stored["rubric"], stored["year"], stored["unit"], supposing))
    except Exception as error:
        yield problem("pack.not-computed", verifier.RESULT, type(error).__name__)
        return
    by_id = {line["id"]: line for line in found.pop("lines")}
    for line in stored.pop("lines"):
        again = by_id.pop(line["id"], {})
        if any(again.get(name) != value for name, value in line.items()):
            yield problem("pack.other-result", verifier.RESULT, f"评分行 {line['number']}")
    for line in by_id.values():
        yield problem("pack.other-result", verifier.RESULT, f"评分行 {line['number']}")
    if any(found.get(name) != value for name, value in stored.items()):
        yield problem("pack.other-result", verifier.RESULT, "总分或等次")
