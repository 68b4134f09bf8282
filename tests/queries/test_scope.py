"""Which documents a reader looks at, and that everything is counted over those alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.spec.world import judge
from tracker import queries
from tracker.queries.scope import EVERYWHERE, HOME, Scope
from tracker.snapshot import Snapshot

DUE = {
    "milestones": [{"due": "2026年3月底前"}],
    "targets": [{"comparator": "ge", "value": 10, "due": "到2025年"}],
}
CITY: dict[str, Any] = {
    "id": "city",
    "document": {"jurisdiction": "某市", "coordinator": "市局"},
    "assignments": [{"role": "responsible", "units": ["市局"]}],
}
WORLD: dict[str, Any] = {
    "home": "示例区",
    "opened": date(2026, 1, 1),
    "units": {"city": {"name": "市局", "jurisdiction": "某市"}},
    **DUE,
    "others": [
        {"id": "second", "kind": "standing", "document": {"track": "green-building"}},
        {**CITY, "kind": "standing"},
        {"id": "draft", "document": {"status": "draft", "status_reason": "征求意见"}, **DUE},
        {"id": "ended", "document": {"expires_on": "2026-04-30", "track": "green-building"}, **DUE},
    ],
}
"""On 1 June 2026: two documents of the home in force, one of the city; a draft; one that has expired."""
HOME_DOCUMENTS = ["doc", "second", "draft", "ended"]


@pytest.fixture(scope="module")
def state() -> Snapshot:
    return judge(WORLD, {"as_of": date(2026, 6, 1)})


@pytest.mark.parametrize(
    ("scope", "admitted"),
    [
        (HOME, HOME_DOCUMENTS),
        (Scope(place=EVERYWHERE), ["doc", "second", "city", "draft", "ended"]),
        (Scope(place="示例区"), HOME_DOCUMENTS),
        (Scope(place="某市"), ["city"]),
        (Scope(place="外地"), []),
        (Scope(track="green-building"), ["second", "ended"]),
        (Scope(track="carbon-peak"), ["doc", "city", "draft"]),
        (Scope(place="某市", track="carbon-peak"), ["city"]),
        (Scope(place="某市", track="green-building"), []),
        (Scope(document="city"), ["city"]),
        (Scope(place="示例区", document="city"), []),
        (Scope(document="nothing"), []),
    ],
)
def test_a_choice_admits(scope: Scope, admitted: list[str], state: Snapshot) -> None:
    assert [document.id for document in scope.documents(state.plan)] == admitted


def test_nothing_chosen_means_the_home_and_without_a_home_everything() -> None:
    homeless = judge({**WORLD, "home": ""}, {"as_of": date(2026, 6, 1)})

    assert not HOME.chosen
    assert all(scope.chosen for scope in (Scope(place=EVERYWHERE), Scope(track="x"), Scope(document="x")))
    assert len(HOME.documents(homeless.plan)) == 5


ROWS: dict[str, Callable[[Snapshot], pl.DataFrame]] = {
    "tasks": queries.counted_tasks,
    "items": queries.counted_items,
    "targets": queries.counted_targets,
}


def counted(state: Snapshot) -> dict[str, list[str]]:
    """By question: the documents of the rows that count, once for each row."""
    return {name: sorted(rows(state)["document_id"]) for name, rows in ROWS.items()}


@pytest.mark.parametrize(
    ("scope", "tasks", "items", "targets"),
    [
        (HOME, ["doc", "second"], ["doc", "ended"], ["doc", "ended"]),
        (Scope(place=EVERYWHERE), ["city", "doc", "second"], ["doc", "ended"], ["doc", "ended"]),
        (Scope(place="某市"), ["city"], [], []),
        (Scope(track="green-building"), ["second"], ["ended"], ["ended"]),
        (Scope(document="draft"), [], [], []),
        (Scope(document="ended"), [], ["ended"], ["ended"]),
        (Scope(document="nothing"), [], [], []),
    ],
)
def test_what_counts_in_a_scope(
    scope: Scope, tasks: list[str], items: list[str], targets: list[str], state: Snapshot
) -> None:
    part = scope.of(state)

    assert counted(part) == {"tasks": tasks, "items": items, "targets": targets}
    assert sum(queries.light_counts(part).values()) == len(tasks)
    assert queries.summary_sentence(part).startswith(f"截至 2026 年 6 月 1 日，{len(tasks)} 项任务")


def test_what_does_not_count_is_still_shown(state: Snapshot) -> None:
    part = Scope(document="draft").of(state)

    assert queries.tasks(part)["document_id"].to_list() == ["draft"]
    assert queries.items(part)["document_id"].to_list() == ["draft"]
    assert queries.targets(part)["document_id"].to_list() == ["draft"]


def test_a_row_says_the_same_in_every_scope(state: Snapshot) -> None:
    part = Scope(document="doc").of(state)

    for question in (queries.tasks, queries.items, queries.targets):
        mine = question(state).filter(document_id="doc")
        assert question(part).equals(mine)
        assert mine.height == 1


class TestUnits:
    @pytest.mark.parametrize(
        ("scope", "units"),
        [
            (HOME, ["alpha", "beta", "streets"]),
            (Scope(place="某市"), ["city"]),
            (Scope(place=EVERYWHERE), ["alpha", "beta", "city", "streets"]),
            (Scope(document="nothing"), []),
        ],
    )
    def test_those_of_the_jurisdictions_shown(self, scope: Scope, units: list[str], state: Snapshot) -> None:
        assert sorted(queries.units(scope.of(state))["unit_id"]) == units

    @pytest.mark.parametrize(
        ("scope", "led", "overdue"),
        [
            (HOME, 2, 2),
            (Scope(document="doc"), 1, 1),
            (Scope(document="second"), 1, 0),
            (Scope(document="ended"), 0, 1),
            (Scope(document="draft"), 0, 0),
            (Scope(place=EVERYWHERE), 2, 2),
        ],
    )
    def test_only_what_these_documents_give_them(
        self, scope: Scope, led: int, overdue: int, state: Snapshot
    ) -> None:
        alpha = queries.units(scope.of(state)).filter(unit_id="alpha")

        assert alpha.select("led", "overdue").row(0) == (led, overdue)

    def test_a_body_of_another_place_that_has_taken_over(self) -> None:
        """Counted where it answers, though the documents shown are not of its place."""
        taken = {"alpha": {"merged_into": "city", "merged_on": "2026-05-01"}}
        state = judge({**WORLD, "units": {**WORLD["units"], **taken}}, {"as_of": date(2026, 6, 1)})
        found = queries.units(HOME.of(state))

        assert found.filter(unit_id="city").select("led", "overdue").row(0) == (2, 2)
        assert found["led"].sum() == queries.counted_tasks(HOME.of(state)).height
        assert "city" not in queries.units(Scope(document="draft").of(state))["unit_id"]

    def test_their_tasks(self, state: Snapshot) -> None:
        def asked(scope: Scope) -> list[str]:
            return sorted(queries.unit_tasks(scope.of(state), "alpha")["document_id"])

        assert asked(HOME) == sorted(HOME_DOCUMENTS)
        assert asked(Scope(track="green-building")) == ["ended", "second"]
        assert asked(Scope(place="某市")) == []


class TestKeeping:
    def test_one_scope_is_made_once(self, state: Snapshot) -> None:
        part = HOME.of(state)

        assert HOME.of(state) is part
        assert Scope(place="示例区").of(state) is part
        assert queries.units(part) is queries.units(part)

    def test_every_document_is_the_whole(self, state: Snapshot) -> None:
        assert Scope(place=EVERYWHERE).of(state) is state
        assert state.within(frozenset({"doc", "second", "city", "draft", "ended", "gone"})) is state

    def test_a_scope_of_a_scope_starts_from_the_whole(self, state: Snapshot) -> None:
        part = HOME.of(state)

        assert Scope(document="city").of(part) is Scope(document="city").of(state)
        assert Scope(place=EVERYWHERE).of(part) is state

    def test_scopes_are_asked_by_several_readers_at_once(self, state: Snapshot) -> None:
        """All scopes of a state share its one connection."""
        parts = [state, HOME.of(state), Scope(place="某市").of(state)]

        def ask(number: int) -> int:
            sql = f"SELECT {number} AS asked, task_id FROM task"
            return int(parts[number % len(parts)].frame(sql)["asked"].unique().item())

        with ThreadPoolExecutor(6) as pool:
            assert list(pool.map(ask, range(300))) == list(range(300))
