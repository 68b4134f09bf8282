"""With the product at hand the scores are computed once more from the plan and the journal in the pack."""

import json
import zipfile
from pathlib import Path
from typing import Any

from tests.pack.spoiling import lines, rebuilt, sealed
from tracker.pack import verifier
from tracker.pack.checking import check
from tracker.pack.making import Made

HEAD = "journal/head.json"


def result(pack: Path) -> dict[str, Any]:
    with zipfile.ZipFile(pack) as archive:
        said: dict[str, Any] = json.loads(archive.read(verifier.RESULT))
    return said


def forged(pack: Path, target: Path, said: dict[str, Any]) -> Path:
    return rebuilt(pack, target, {verifier.RESULT: verifier.as_bytes(said)})


def test_the_scores_are_what_the_rules_make_of_the_records(sound: Path, made: Made) -> None:
    found = check(sound, made.sha256)
    assert (found.ok, found.recomputed, found.problems) == (True, True, ())


def test_a_better_score_is_found_by_its_line(sound: Path, tmp_path: Path) -> None:
    """The stand-alone verifier cannot know: it says so, and that this can."""
    said = result(sound)
    said["lines"][1]["score"] = "15"
    file = forged(sound, tmp_path / "f.zip", said)
    assert verifier.verify(file).ok
    found = check(file)
    assert [(one.code, one.message) for one in found.problems] == [
        ("pack.other-result", "按包内的方案和流水重算，“评分行 1.2”与包内的评分结果不同。")
    ]
    assert not found.ok


def test_a_better_grade_and_a_line_left_out(sound: Path, tmp_path: Path) -> None:
    said = result(sound)
    said["grade"] = "优秀"
    [wrong] = check(forged(sound, tmp_path / "f.zip", said)).problems
    assert "总分或等次" in wrong.message
    said = result(sound)
    del said["lines"][-1]
    assert [one.code for one in check(forged(sound, tmp_path / "f.zip", said)).problems] == [
        "pack.other-result"
    ]


def test_a_result_of_nothing(sound: Path, tmp_path: Path) -> None:
    for said in ({**result(sound), "rubric": "none"}, {**result(sound), "unit": "ex-cgw"}, {"lines": []}):
        problems = check(forged(sound, tmp_path / "f.zip", said)).problems
        assert [one.code for one in problems] == ["pack.not-computed"]


def test_a_chain_that_fits_and_tells_nonsense(sound: Path, tmp_path: Path) -> None:
    """Whatever the engine makes of it, the reader is told and nothing crashes."""
    whole = lines(sound)
    odd = [sealed(whole[0]), *whole[1:]]
    prev = json.loads(odd[-1])["hash"]
    strange = {"seq": len(odd) + 1, "id": "x.1", "batch": "x", "kind": "reading", "body": {"value": {}}}
    odd.append(sealed(odd[-1], prev, **strange))

    def heads(said: dict[str, Any]) -> None:
        said["heads"]["ledger"] = {"seq": len(odd), "hash": json.loads(odd[-1])["hash"]}

    file = rebuilt(sound, tmp_path / "f.zip", {verifier.JOURNAL: b"".join(odd), HEAD: b"{}"}, heads)
    assert verifier.verify(file).ok
    found = check(file)
    assert not found.ok
    assert {one.code for one in found.problems} <= {"pack.not-computed", "pack.other-result"}


def test_another_version_is_told_where_results_differ(sound: Path, tmp_path: Path) -> None:
    def older(said: dict[str, Any]) -> None:
        said["version"] = "0.0.1"

    assert check(rebuilt(sound, tmp_path / "f.zip", {}, older)).ok
    wrong = verifier.as_bytes({**result(sound), "score": "100"})
    found = check(rebuilt(sound, tmp_path / "f.zip", {verifier.RESULT: wrong}, older))
    assert [one.code for one in found.problems] == ["pack.other-result", "pack.other-version"]


def test_nothing_is_computed_from_what_does_not_verify(sound: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.zip"
    file.write_bytes(sound.read_bytes()[:-1])
    found = check(file)
    assert (found.ok, found.recomputed) == (False, False)
    assert [one.code for one in found.problems] == ["pack.length", "pack.structure"]
