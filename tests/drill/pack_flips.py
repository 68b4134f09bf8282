"""Change a pack bit by bit: all of a small one, thousands of a real one; each is found and named, and nothing crashes."""

import contextlib
import io
import json
import random
import shutil
import subprocess
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path

from tests.drill.options import Options, show
from tests.intake.desk import AUDITOR
from tests.pack.conftest import wanted
from tests.pack.spoiling import flipped, parts
from tests.report.scored import proven_desk
from tracker.assessment import assess
from tracker.demo.make import make as make_demo
from tracker.pack import parcel, verifier
from tracker.pack.contents import Wanted
from tracker.pack.making import Made, make
from tracker.snapshot import Workspace

PLACES, MUTILATIONS = 2000, 2000
OLD_PYTHON = "3.8"
TASKS = Path(__file__).parents[2] / "tasks"


def run(folder: Path, options: Options) -> bool:
    small = _small(folder / "small")
    real = _real(folder / "real")
    chance = random.Random(options.seed)
    everywhere = range(small.stat().st_size * 8)
    some = sorted(chance.sample(range(real.stat().st_size * 8), PLACES))
    return all(
        [
            _flips(small, folder / "flipped.zip", everywhere, "small pack, every bit"),
            _flips(real, folder / "flipped.zip", some, "pack of the demonstration"),
            _mutilated(small, folder / "mutilated.zip", chance),
            _old_python(small),
        ]
    )


def _small(folder: Path) -> Path:
    """Everything a pack has, without the documents and the verifier, whose bytes are like any other's."""
    desk = proven_desk(folder)
    whole = _file(make(desk.space, wanted(desk), folder / "whole.zip"))
    with zipfile.ZipFile(whole) as archive:
        kept = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith((".docx", ".xlsx", ".py", verifier.SUMS))
        }
    about = json.loads(kept.pop(verifier.MANIFEST))
    for name in ("files", "product", "format"):
        about.pop(name)
    items = [parcel.Item(name, lambda content=content: content) for name, content in kept.items()]  # type: ignore[misc]
    with (folder / "small.zip").open("wb") as stream:
        parcel.write(items, about, stream)
    return folder / "small.zip"


def _real(folder: Path) -> Path:
    folder.mkdir()
    assert not make_demo(TASKS, folder / "data")
    space = Workspace(TASKS, folder / "data", now=lambda: datetime(2026, 11, 20, 4))
    now = space.assessed(2026)
    rubric = next(one for one in now.plan.rubrics if one.id == "unit-example")
    found = assess(now, rubric.id, 2026, "hd-cgw")
    return _file(make(space, Wanted(now, found, rubric, AUDITOR), folder / "real.zip"))


def _file(made: Made) -> Path:
    assert made.file, made.problems
    return made.file


def _flips(pack: Path, target: Path, bits: range | list[int], name: str) -> bool:
    """Each bit for itself; what is named has to be the part that the byte lies in."""
    intact, layout = pack.read_bytes(), parts(pack)
    assert verifier.verify(pack).ok
    unnoticed, misnamed, places = [], [], Counter[str]()
    at = 0
    for count, bit in enumerate(bits):
        byte = bit // 8
        while byte >= layout[at].start + layout[at].size:
            at += 1
        target.write_bytes(flipped(intact, byte, bit % 8))
        verdict = verifier.verify(target)
        if verdict.ok or not verdict.findings:
            unnoticed.append(bit)
        meant = layout[at].place if layout[at].entry else verifier.STRUCTURE
        if meant not in {one.place for one in verdict.findings}:
            misnamed.append(bit)
        places[meant] += 1
        if count % 2000 == 0:
            show(f"{name}: {count}/{len(bits)}")
    print(
        f"{name}: {len(intact)} bytes, {len(bits)} bits flipped one at a time in {len(places)} parts "
        f"({places[verifier.STRUCTURE]} of the structure), {len(unnoticed)} unnoticed, {len(misnamed)} not named"
    )
    return not unnoticed and not misnamed


def _mutilated(pack: Path, target: Path, chance: random.Random) -> bool:
    """Cut, doubled, moved, mixed with noise, or with lengths of 2 GB: never taken for sound, never a crash."""
    intact = pack.read_bytes()
    unnoticed, crashes = 0, Counter[str]()
    for _ in range(MUTILATIONS):
        a, b, c = sorted(chance.randrange(len(intact)) for _ in range(3))
        noise = chance.randbytes(chance.randrange(1, 200))
        spoilt = chance.choice(
            [
                intact[:a],
                intact[a:],
                intact[:a] + intact[b:],
                intact[:b] + intact[a:],
                intact[:a] + noise + intact[a:],
                intact[:a] + noise + intact[a + len(noise) :],
                intact[:a] + intact[b:c] + intact[a:b] + intact[c:],
                intact[:a] + b"\xff\xff\xff\x7f" + intact[a + 4 :],
                noise + intact,
                intact + noise,
                intact + intact,
            ]
        )
        if spoilt == intact:
            continue
        target.write_bytes(spoilt)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                verdict = verifier.verify(target)
                unnoticed += verdict.ok or not verdict.findings
                assert list(verifier.words(verdict))[-1].startswith("结论：通不过")
        except Exception as error:  # counted: a crash would tell a reader nothing
            crashes[repr(error)[:80]] += 1
    print(
        f"mutilations: {MUTILATIONS}, {unnoticed} unnoticed, {sum(crashes.values())} crashes {dict(crashes) or ''}"
    )
    return not unnoticed and not crashes


def _old_python(pack: Path) -> bool:
    """The oldest Python it promises to run on, where there is one."""
    installed = sorted(Path.home().glob(f".pyenv/versions/{OLD_PYTHON}.*/bin/python"))
    candidates = [*map(str, installed), *filter(None, [shutil.which(f"python{OLD_PYTHON}")])]
    # Some machines have commands that only say which version to choose.
    found = next(
        (one for one in candidates if subprocess.run([one, "-V"], capture_output=True).returncode == 0), None
    )
    if found is None:
        print(f"Python {OLD_PYTHON}: none here, not tried")
        return True
    program = pack.with_name("verify.py")
    program.write_bytes(verifier.alone())
    ran = subprocess.run([found, "-I", str(program), str(pack)], capture_output=True, check=False)
    passed = ran.returncode == 0 and "结论：核验通过" in ran.stdout.decode()
    print(f"Python {OLD_PYTHON}: {'verified' if passed else ran.stderr.decode()[-300:]}")
    return passed
