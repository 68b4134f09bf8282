"""What the stand-alone verifier finds, from a flipped bit to a pack that a forger has made anew, and what it says of it."""

import ast
import json
import random
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.pack.spoiling import entry_added, flipped, lines, parts, rebuilt, sealed
from tracker.pack import verifier
from tracker.pack.making import Made
from tracker.pack.verifier import INDEX, JOURNAL, MANIFEST, RESULT, STRUCTURE, Verdict, verify, words


def found(verdict: Verdict) -> set[tuple[str, str]]:
    return {(one.code, one.place) for one in verdict.findings}


def spoilt(tmp_path: Path, content: bytes) -> Verdict:
    file = tmp_path / "spoilt.zip"
    file.write_bytes(content)
    return verify(file)


def test_a_sound_pack(sound: Path, made: Made) -> None:
    verdict = verify(sound, made.sha256)
    assert verdict.ok, verdict.findings
    assert (verdict.records, verdict.given, verdict.left_out) == (len(lines(sound)), 2, 0)
    assert verdict.vouched_plan == verdict.records, "the lock at the end vouches for the plan"
    assert verdict.anchored


def test_a_byte_anywhere_is_found_in_its_place(sound: Path, tmp_path: Path) -> None:
    """One byte of every stretch; `make drill` takes them all."""
    content, chance = sound.read_bytes(), random.Random(1)
    for part in parts(sound):
        if part.size == 0:
            continue
        at = part.start + chance.randrange(part.size)
        codes = {one.code for one in spoilt(tmp_path, flipped(content, at, chance.randrange(8))).findings}
        places = {one.place for one in verify(tmp_path / "spoilt.zip").findings}
        expected = part.place if part.entry else STRUCTURE
        assert expected in places, (part.place, codes)


def test_the_structure_names_the_place(sound: Path, tmp_path: Path) -> None:
    header = next(part for part in parts(sound) if part.place == f"{JOURNAL} 的文件头")
    verdict = spoilt(tmp_path, flipped(sound.read_bytes(), header.start + 10))
    assert [one.what for one in verdict.findings] == [f"{JOURNAL} 的文件头，第 {header.start + 11} 字节"]


@pytest.mark.parametrize("more", [b"x", b"\0" * 100, b"PK\5\6" + b"\0" * 18], ids=range(3))
def test_bytes_behind_and_before(sound: Path, tmp_path: Path, more: bytes) -> None:
    content = sound.read_bytes()
    assert ("pack.length", STRUCTURE) in found(spoilt(tmp_path, content + more))
    assert ("pack.length", STRUCTURE) in found(spoilt(tmp_path, more + content))
    middle = parts(sound)[9].start + 5
    put_in = found(spoilt(tmp_path, content[:middle] + more + content[middle:]))
    assert ("pack.length", STRUCTURE) in put_in
    assert len(put_in) == 2, "what merely moved is not called altered"
    assert not spoilt(tmp_path, content[:500] + more + content[500:]).ok
    assert ("pack.length", STRUCTURE) in found(spoilt(tmp_path, content[:-3]))


def test_a_comment_that_every_program_ignores(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    assert not spoilt(tmp_path, content[:-2] + b"\x05\x00hello").ok


@pytest.mark.parametrize("name", ["extra.txt", JOURNAL, MANIFEST])
def test_an_entry_more_is_named(sound: Path, tmp_path: Path, name: str) -> None:
    file = entry_added(sound, tmp_path / "more.zip", name, b"more")
    assert ("pack.extra", name) in found(verify(file))


def test_the_same_files_packed_by_another_program(sound: Path, tmp_path: Path) -> None:
    """Every content is as it was; the zip is not, and what else it might carry nobody has looked at."""
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert not verify(other).ok


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"no zip at all" * 9, b"\0" * 4096], ids=range(4))
def test_what_is_no_pack(tmp_path: Path, content: bytes) -> None:
    assert {one.code for one in spoilt(tmp_path, content).findings} == {"pack.not-a-pack"}


def test_what_is_not_there(tmp_path: Path) -> None:
    assert {one.code for one in verify(tmp_path / "nowhere.zip").findings} == {"pack.unreadable"}


# A forger makes manifest, sums and structure fit: only what rests on the journal, or on something outside, gives him away.


def test_a_forged_file_is_not_the_one_on_record(sound: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sound) as archive:
        name = next(one for one in archive.namelist() if one.startswith(verifier.EVIDENCE))
    forged = rebuilt(sound, tmp_path / "forged.zip", {name: b"%PDF-1.7 better"})
    assert {one.code for one in verify(forged).findings} == {"pack.index"}


def test_a_forged_list_is_not_what_the_journal_says(sound: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(sound) as archive:
        rows = json.loads(archive.read(INDEX))
    for change in (
        {"by": "别人"},
        {"recorded_at": "2020"},
        {"record": "nothing"},
        {"name": "别的.pdf"},
        {"file": "no"},
    ):
        wrong = verifier.as_bytes([{**rows[0], **change}, *rows[1:]])
        verdict = verify(rebuilt(sound, tmp_path / "forged.zip", {INDEX: wrong}))
        assert ("pack.index", INDEX) in found(verdict), change
    fewer = verify(rebuilt(sound, tmp_path / "forged.zip", {INDEX: verifier.as_bytes(rows[1:])}))
    assert {one.code for one in fewer.findings} == {"pack.index"}, "a file that the list does not know"


def test_a_record_edited_left_out_or_moved(sound: Path, tmp_path: Path) -> None:
    whole = lines(sound)

    def after(changed: list[bytes]) -> list[str]:
        verdict = verify(rebuilt(sound, tmp_path / "forged.zip", {JOURNAL: b"".join(changed)}))
        assert not verdict.ok
        return [one.what for one in verdict.findings if one.place == JOURNAL]

    edited = [*whole[:3], whole[3].replace(b'"value":"104"', b'"value":"100"'), *whole[4:]]
    assert edited != whole
    assert after(edited) == ["第 4 行的内容与它的散列不一致"]
    resealed = [*whole[:3], sealed(whole[3], by="别人"), *whole[4:]]
    assert after(resealed) == ["第 5 行没有接在上一条后面"]
    assert after([*whole[:3], *whole[4:]])[0] == "第 4 行没有接在上一条后面"
    assert after([*whole[:3], whole[4], whole[3], *whole[5:]])
    assert after(whole[:-1])[0].startswith(f"{len(whole) - 1}·")
    assert after([b"\xff\n", *whole])[0] == "第 1 行的内容与它的散列不一致"


def test_a_history_made_anew_is_told_by_a_head_on_paper(sound: Path, made: Made, tmp_path: Path) -> None:
    """Everything in it fits together; nothing in the pack alone can give it away, and the verifier says so."""
    new: list[bytes] = []
    prev = verifier.GENESIS
    for line in lines(sound):
        new.append(sealed(line, prev, **({"by": "别人"} if len(new) == 1 else {})))
        prev = json.loads(new[-1])["hash"]

    def heads(said: dict[str, Any]) -> None:
        said["heads"]["ledger"]["hash"] = prev

    forged = rebuilt(sound, tmp_path / "forged.zip", {JOURNAL: b"".join(new)}, heads)
    alone = verify(forged)
    assert alone.ok, alone.findings
    assert not alone.anchored
    assert verifier.UNANCHORED in list(words(alone))
    assert made.said is not None
    head = made.said["heads"]["ledger"]
    printed = f"流水 {head['seq']}·{head['hash'][:12]}"
    assert verify(sound, heads=(printed,)).anchored
    assert found(verify(forged, heads=(printed,))) == {("pack.head-lost", JOURNAL)}
    assert found(verify(forged, made.sha256)) == {("pack.expected", "forged.zip")}
    assert found(verify(sound, heads=("无此链头",))) == {("pack.head-malformed", JOURNAL)}


def test_a_forged_plan_and_result(sound: Path, tmp_path: Path) -> None:
    plan = f"{verifier.PLAN}rules.yaml"
    assert found(verify(rebuilt(sound, tmp_path / "f.zip", {plan: b"{}"}))) == {("pack.plan", verifier.PLAN)}
    result = verifier.as_bytes({"lines": [{"records": ["000001-abcdef.1"]}]})
    assert found(verify(rebuilt(sound, tmp_path / "f.zip", {RESULT: result}))) == {("pack.result", RESULT)}


@pytest.mark.parametrize("name", ["../x", "/x", "a//b", "C:x", "a\\b", "a\nb", "", "./x", "MANIFEST.json"])
def test_a_name_that_leads_elsewhere(sound: Path, tmp_path: Path, name: str) -> None:
    verdict = verify(rebuilt(sound, tmp_path / "f.zip", {name: b"x"}))
    assert {one.code for one in verdict.findings} == {"pack.manifest"}
    assert verdict.manifest is None


def test_odd_json_is_a_finding_and_no_crash(sound: Path, tmp_path: Path) -> None:
    deep = b"[" * 50_000
    wide = verifier.as_bytes([{"number": "\x1b[2J", "record": ["x"], "file": 5, "sha256": {}}, 3, None])
    for name, content in (
        (INDEX, deep),
        (RESULT, deep),
        (INDEX, wide),
        (RESULT, b"[]"),
        (JOURNAL, deep + b"\n"),
    ):
        verdict = verify(rebuilt(sound, tmp_path / "f.zip", {name: content}))
        assert verdict.findings or name == RESULT, (name, content[:20])


def test_the_words(
    sound: Path, made: Made, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["verify.py", str(sound), "--expect", made.sha256])
    assert verifier.main() == 0
    said = capsys.readouterr().out
    assert "结论：核验通过。" in said
    assert verifier.LIMITS in said
    assert verifier.UNANCHORED not in said
    monkeypatch.setattr(sys, "argv", ["verify.py", str(sound), "--expect", "0" * 64])
    assert verifier.main() == 1
    assert "结论：通不过核验。" in capsys.readouterr().out


def test_it_stands_alone() -> None:
    """Nothing of the product, nothing to install, no syntax of a later Python than 3.8."""
    text = verifier.alone().decode()
    tree = ast.parse(text, feature_version=(3, 8))
    roots = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    }
    roots |= {str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert roots <= sys.stdlib_module_names


def test_no_name_stands_in_two_parts() -> None:
    """In one file the later would silently replace the earlier."""
    tree = ast.parse(verifier.alone())
    names = [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names += [name.id for name in ast.walk(node.targets[0]) if isinstance(name, ast.Name)]
    assert "verify" in names
    assert len(names) == len({*names})
