"""What a date is there for: a deadline, a base year, a past fact, a beginning, a name."""

from datetime import date

import pytest

from tracker.extract.goals.dates import Clock, dates
from tracker.extract.goals.masks import masked
from tracker.extract.goals.rows import deadline
from tracker.sources.folding import fold

CLOCK = Clock(2024)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("到2025年", "due 2025-12-31 year"),
        ("2030年前", "due 2029-12-31 year"),
        ("2025年年底前", "due 2025-12-31 year"),
        ("“十四五”期间", "due 2025-12-31 period"),
        ("十五五期间", "due 2030-12-31 period"),
        ("到“十四五”末", "due 2025-12-31 year"),
        ("2026年上半年", "due 2026-06-30 quarter"),
        ("2026年第三季度", "due 2026-09-30 quarter"),
        ("2026年2月底前", "due 2026-02-28 month"),
        ("2026年6月30日前", "due 2026-06-30 day"),
        ("年底前完成", "due 2024-12-31 year"),
        ("6月底前", "due 2024-06-30 month"),
        ("2024—2026年", "due 2026-12-31 period"),
        ("2024年7月—2025年6月", "due 2025-06-30 period"),
        ("2024年9月至12月", "due 2024-12-31 period"),
        ("预计2026年建成", "other"),
        ("2024年起5年内", "due 2028-12-31 period"),
        ("到2025、2030年", "due 2025-12-31 year; due 2030-12-31 year"),
        ("比2020年下降", "base"),
        ("较“十三五”末下降", "base"),
        ("以2020年为基期", "base"),
        ("在2022年工作基础上", "base"),
        ("与2025年相比", "base"),
        ("截至2023年底", "past"),
        ("2022年建成", "past"),
        ("2022年起", "since"),
        ("“十三五”以来", "since"),
        ("“十五五”时期是关键期", "other"),
        ("落实“十四五”规划", "other"),
        ("每年11月底前", "other"),
        ("2024年度工作", "other"),
        ("2035年远景目标", "other"),
        ("以2030年为时间节点", "other"),
        ("2025年13月", ""),
    ],
)
def test_a_date_has_a_role(text: str, roles: str) -> None:
    found = dates(masked(fold(text)), CLOCK)

    assert "; ".join(
        f"{one.role} {one.due.on} {one.due.precision}" if one.role == "due" and one.due else one.role
        for one in found
    ) == roles or (roles == "" and all(one.due is None for one in found))


@pytest.mark.parametrize(
    ("cell", "on"),
    [
        ("2026年12月", date(2026, 12, 31)),
        ("12月", date(2024, 12, 31)),
        ("2026.6", date(2026, 6, 30)),
        ("2026-06-15", date(2026, 6, 15)),
        ("2026/13", None),
        ("2026年6月持续跟踪", date(2026, 6, 30)),
        ("2025年底前", date(2025, 12, 31)),
        ("2024-2026年", date(2026, 12, 31)),
        ("持续推进", None),
        ("长期坚持", None),
        ("", None),
    ],
)
def test_a_cell_of_deadlines(cell: str, on: date | None) -> None:
    due = deadline(cell, CLOCK)

    assert (due.on if due else None) == on
