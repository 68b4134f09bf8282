"""The plan as tables: ids are global, positions follow the text, and units stand as on the day of the question."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.spec.world import make_plan
from tracker.store.loaded import loaded_plan
from tracker.store.tables import PLAN_COLUMNS, plan_frames

WORLD: dict[str, Any] = {
    "kind": "process",
    "document": {
        "effective_on": "2023-11-23",
        "expires_on": "2025-12-31",
        "validity": "有效期至2025年12月31日",
    },
    "task": {
        "duties": [
            {"id": "d1", "units": ["甲局", "乙局"], "what": "统计"},
            {"id": "d2", "units": ["乙局"], "what": "审批"},
        ],
        "conditions": [{"what": "比例", "quote": "给予30%"}, {"what": "上限", "quote": "不超过100万元"}],
        "windows": [
            {
                "id": "w1",
                "what": "受理",
                "closes": {"wording": "2026年8月31日前", "on": "2026-08-31", "precision": "day"},
                "quote": "2026年8月31日前",
            }
        ],
        "alert_levels": ["orange", "red"],
        "funded_by": ["fund/1.1"],
        "supersedes": ["older/1.1"],
    },
    "targets": [
        {
            "comparator": "ge",
            "value": 2,
            "serves": [{"target": "upper/1.1/t", "same_scope": False, "note": "口径不同"}],
        }
    ],
    "units": {
        "alpha": {"former_names": [{"name": "甲办", "until": "2026-06-30"}]},
        "gamma": {"name": "丙局", "merged_into": "beta", "merged_on": "2026-07-01"},
        "streets": {"members": ["alpha", "gamma"]},
    },
}


def tables(day: str, **world: Any) -> dict[str, pl.DataFrame]:
    return plan_frames(make_plan({**WORLD, **world}), [], date.fromisoformat(day))


@pytest.mark.parametrize(
    ("table", "columns", "rows"),
    [
        ("document", "document_id effective_on expires_on validity", [
            ("doc", date(2023, 11, 23), date(2025, 12, 31), "有效期至2025年12月31日"),
        ]),
        ("duty", "duty_id task_id position unit_id name_as_written what", [
            ("doc/1.1/d1", "doc/1.1", 1, "alpha", "甲局", "统计"),
            ("doc/1.1/d1", "doc/1.1", 2, "beta", "乙局", "统计"),
            ("doc/1.1/d2", "doc/1.1", 3, "beta", "乙局", "审批"),
        ]),
        ("condition", "task_id position what quote", [
            ("doc/1.1", 1, "比例", "给予30%"), ("doc/1.1", 2, "上限", "不超过100万元"),
        ]),
        ("application_window", "window_id document_id task_id opens_on closes_on wording", [
            ("doc/1.1/w1", "doc", "doc/1.1", None, date(2026, 8, 31), "2026年8月31日前"),
        ]),
        ("task_level", "task_id level", [("doc/1.1", "orange"), ("doc/1.1", "red")]),
        ("funding", "task_id instrument_id", [("doc/1.1", "fund/1.1")]),
        ("supersession", "task_id by_task by_document", [("older/1.1", "doc/1.1", "doc")]),
        ("alignment", "target_id serves same_scope note", [("doc/1.1/t", "upper/1.1/t", False, "口径不同")]),
    ],
)  # fmt: skip
def test_what_a_document_says(table: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    assert tables("2026-01-01")[table].select(columns.split()).rows() == rows


def test_every_table_is_there_with_its_columns() -> None:
    found = tables("2026-01-01")
    assert {table: dict(frame.schema) for table, frame in found.items()} == PLAN_COLUMNS


class TestUnitsOfADay:
    @pytest.mark.parametrize(
        ("day", "name", "gamma_acts_as", "members"),
        [
            ("2026-06-30", "甲办", "gamma", ["alpha", "gamma"]),
            ("2026-07-01", "甲局", "beta", ["alpha", "beta"]),
        ],
    )
    def test_names_mergers_and_members(
        self, day: str, name: str, gamma_acts_as: str, members: list[str]
    ) -> None:
        found = tables(day)
        units = {row["unit_id"]: row for row in found["unit"].to_dicts()}

        assert units["alpha"]["name"] == name
        assert (units["gamma"]["name"], units["gamma"]["acts_as"]) == ("丙局", gamma_acts_as)
        assert found["unit_member"]["unit_id"].to_list() == members

    def test_what_was_given_to_a_merged_unit_belongs_to_the_other(self) -> None:
        given = [{"role": "responsible", "units": ["丙局", "甲局"]}]
        before, after = (tables(day, assignments=given)["assignment"] for day in ("2026-06-30", "2026-07-01"))

        assert before["unit_id"].to_list() == ["gamma", "alpha"]
        assert after["unit_id"].to_list() == ["beta", "alpha"]
        assert after["name_as_written"].to_list() == ["丙局", "甲局"]

    def test_days_between_which_no_unit_changed_share_their_tables(self) -> None:
        plan = make_plan(WORLD)
        stores = [
            loaded_plan(plan, (), date.fromisoformat(f"2026-{day}")) for day in ("01-31", "06-30", "07-01")
        ]

        assert stores[0] is stores[1]
        assert stores[1] is not stores[2]


class TestReadingsCarriedOn:
    def line(self, **continues: str) -> dict[str, list[str]]:
        """Indicator -> those whose readings count for it, from documents a to d."""
        others = [
            {"id": name, "indicator": {"continues": f"{continues[name]}/share"} if name in continues else {}}
            for name in "abcd"
        ]
        rows = plan_frames(make_plan({"others": others}), [], date(2026, 1, 1))["indicator_line"].rows()
        found: dict[str, list[str]] = {}
        for indicator, source in rows:
            found.setdefault(indicator.partition("/")[0], []).append(source.partition("/")[0])
        return found

    def test_an_indicator_counts_its_own(self) -> None:
        assert self.line() == {name: [name] for name in ("doc", "a", "b", "c", "d")}

    def test_and_those_of_all_before_it(self) -> None:
        found = self.line(b="a", c="b", d="a")
        assert (found["a"], found["b"], found["c"], found["d"]) == (
            ["a"],
            ["b", "a"],
            ["c", "b", "a"],
            ["d", "a"],
        )

    def test_a_line_that_bites_its_tail_or_leads_nowhere_ends(self) -> None:
        found = self.line(a="b", b="a", c="gone")
        assert (found["a"], found["b"], found["c"]) == (["a", "b"], ["b", "a"], ["c"])
