"""The plan files of the product against the official texts: everything they cite stands there."""

from pathlib import Path

import pytest

from tests.sources.seeds import SHARED, TEXTS, needs_texts
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace
from tracker.sources.check import Check, checks
from tracker.sources.copies import attach
from tracker.sources.proof import Verdict

pytestmark = needs_texts
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Check]:
    """By document: the check of the real plan after every text has been attached."""
    space = Workspace(ROOT / "tasks", tmp_path_factory.mktemp("sources"))
    for document, name in TEXTS.items():
        file = SHARED / name
        done = attach(space, document, file.name, file.read_bytes(), Actor("办公室", Role.OFFICE))
        assert done.outcome.ok, done.problems
    return {one.document.id: one for one in checks(space.status(), space.data)}


def test_every_document_has_its_text(found: dict[str, Check]) -> None:
    assert set(found) == set(TEXTS)
    assert [document for document, check in found.items() if check.problems or check.outline is None] == []


def test_the_haidian_plan_is_proven_and_nothing_of_its_text_is_left_over(found: dict[str, Check]) -> None:
    check = found["haidian-2024-8"]
    assert check.matrix
    assert (check.unproven, check.matrix.clause_gaps, check.matrix.token_gaps) == ([], [], ())
    assert len(check.matrix.rows) == 41
    assert dict(check.matrix.counts) == {"figure": 16, "date": 25, "unit": 108}
    assert check.counts[Verdict.PROVEN] == check.cited == 99
    assert check.ok


@pytest.mark.parametrize("document", TEXTS)
def test_everything_cited_stands_in_its_clause(found: dict[str, Check], document: str) -> None:
    unproven = [(one.citation.item, one.citation.words, one.found_in) for one in found[document].unproven]
    assert unproven == []
    assert found[document].ok


@pytest.mark.parametrize("document", TEXTS)
def test_no_clause_figure_or_date_is_left_over(found: dict[str, Check], document: str) -> None:
    matrix = found[document].matrix
    assert matrix
    assert [(row.clause, row.title) for row in matrix.clause_gaps] == []
    assert [(gap.clause, gap.words, gap.sentence) for gap in matrix.token_gaps] == []
