"""Every code has its words, is raised somewhere, and is met by a test."""

import re
import string
from pathlib import Path

import pytest

from tracker.plan.catalogue import CATALOGUE, problem
from tracker.problems import LONGEST_SHOWN, Place

ROOT = Path(__file__).parent.parent.parent
CODE = re.compile(r"(?:file|yaml|plan|units|rules|rubric|calendar)\.[a-z]+(?:-[a-z]+)*")


def texts(*patterns: str) -> str:
    files = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    assert files
    return "\n".join(path.read_text("utf-8") for path in files)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_raised_and_tested(code: str) -> None:
    source = [
        path.read_text("utf-8")
        for path in (ROOT / "tracker" / "plan").glob("*.py")
        if not path.name.endswith("_codes.py")
    ]
    assert any(f'"{code}"' in text for text in source)
    assert code in texts(
        "tests/broken/README.md",
        "tests/plan/test_load.py",
        "tests/plan/test_checks.py",
        "tests/plan/test_link_checks.py",
        "tests/plan/test_reader.py",
        "tests/plan/test_rubrics.py",
    )


@pytest.mark.parametrize("entry", CATALOGUE.values(), ids=CATALOGUE)
def test_the_words_of_a_code(entry: object) -> None:
    code, meaning, message, cure = entry.code, entry.meaning, entry.message, entry.cure  # type: ignore[attr-defined]
    assert CODE.fullmatch(code)
    assert meaning.endswith(".")
    assert re.search("[\u4e00-\u9fff].*。$", message)
    names = [name for _, name, _, _ in string.Formatter().parse(cure) if name]
    assert cure.endswith("。") or names


def test_words_from_a_file_are_cut_and_cleaned() -> None:
    long = problem("plan.bad-date", Place("a.yaml", 3, 4), text="\n二〇二五" + "年" * 100, near="")

    assert "\n" not in long.message
    assert len(long.message) < LONGEST_SHOWN + 20
    assert str(long).startswith("a.yaml 第 3 行第 4 列：“二〇二五年")


def test_a_code_that_is_not_in_the_catalogue_is_a_bug() -> None:
    with pytest.raises(KeyError):
        problem("plan.no-such-code", Place())
