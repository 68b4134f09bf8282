"""Which targets of the shipped plans are set beside those of higher levels, and what may be said of each pair."""

from datetime import date
from pathlib import Path

import pytest

from tracker.queries.alignment import Link, links
from tracker.snapshot import Workspace

TASKS = Path(__file__).parents[2] / "tasks"
HD, BJ, CN = "haidian-2024-8", "bj-2023-1309/goals", "cn-2026-22/goals"

WRITTEN = {
    (f"{HD}/5.3/t2025", f"{BJ}/t2025-share"): ("different_scope", "数值与市级相同，口径不同，不作松紧判断。"),
    (f"{HD}/5.3/t2030", f"{BJ}/t2030-share"): ("looser_figure", "数值低于市级，口径不同，不作松紧判断。"),
    (f"{HD}/5.3/t-capacity", f"{BJ}/capacity-share"): (
        "different_scope",
        "数值与市级相同，口径不同，不作松紧判断。",
    ),
    (f"{HD}/goals/t2030-energy", f"{CN}/energy-intensity"): (
        "unknown",
        "区级目标值待市级下达，现在不能比较。",
    ),
    (f"{HD}/goals/t2030-carbon", f"{CN}/co2-intensity"): ("unknown", "区级目标值待市级下达，现在不能比较。"),
    (f"{HD}/7.1/t2025-energy", f"{CN}/public-energy"): (
        "different_scope",
        "口径、时限不同，不作松紧判断。",
    ),
    (f"{HD}/7.1/t2025-carbon", f"{CN}/public-co2"): ("different_scope", "口径、时限不同，不作松紧判断。"),
}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Link]:
    workspace = Workspace(TASKS, tmp_path_factory.mktemp("data"))
    return links(workspace.status(date(2026, 11, 20)))


def test_each_pair_has_its_verdict_and_none_is_called_looser(found: list[Link]) -> None:
    said = {(f"{x.lower['target_id']}", f"{x.upper['target_id']}"): (x.verdict, x.sentence) for x in found}
    assert said == WRITTEN


def test_notes_say_what_the_two_sides_measure(found: list[Link]) -> None:
    for link in found:
        assert "海淀区" in link.note, link.note
        assert ("北京市" in link.note) != ("国家" in link.note), link.note
        assert link.note.endswith("。")
