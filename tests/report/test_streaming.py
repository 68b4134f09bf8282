"""A long book is written row by row to disk, and says in every cell what the short one says."""

from pathlib import Path

import pytest

from tests.report.reading import CHECKS, FILED, cells, opened, report, rows
from tests.report.sample import Q3
from tracker import queries
from tracker.queries import filings
from tracker.queries.scope import HOME
from tracker.report import ledger, quarterly
from tracker.report import table as tables
from tracker.report.quarterly import LAYOUT
from tracker.snapshot import Workspace


@pytest.fixture(scope="module")
def every_period(tmp_path_factory: pytest.TempPathFactory) -> Path:
    layout = tmp_path_factory.mktemp("layout") / "quarterly.yaml"
    text = LAYOUT.read_text(encoding="utf-8").replace(
        "- content: filed", "- content: filed\n    every_period: true"
    )
    layout.write_text(text, encoding="utf-8")
    return layout


def heights(content: bytes) -> dict[str, dict[int, float | None]]:
    return {
        sheet.title: {at: row.height for at, row in sheet.row_dimensions.items()} for sheet in opened(content)
    }


def test_cells_and_heights_are_the_same(
    place: Workspace, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quarterly, "STREAMED_ABOVE", 0)
    monkeypatch.setattr(ledger, "HELD", 0)
    monkeypatch.setattr(filings, "PIECE", 7)
    monkeypatch.setattr(filings, "KEPT", 0)
    streamed = report(place)
    assert cells(streamed) == cells(content)
    assert heights(streamed) == heights(content)


def test_the_register_of_all_periods_is_read_in_pieces(
    place: Workspace, every_period: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(opened(report(place, every_period))[FILED])
    records = [one for one in place.journal.read().records if one.kind == "progress"]
    assert len(whole) == len(records) > 150
    assert [row["序号"] for row in whole] == list(range(1, len(whole) + 1))
    monkeypatch.setattr(filings, "PIECE", 50)
    monkeypatch.setattr(filings, "KEPT", 0)
    assert rows(opened(report(place, every_period))[FILED]) == whole
    now = HOME.of(place.report(Q3))
    sizes = [piece.height for piece in queries.filed(now, None)]
    assert len(sizes) > 3
    assert sum(sizes) == queries.filed_count(now, None) == len(whole)


def test_what_is_longer_than_a_sheet_goes_on_on_the_next(
    place: Workspace, every_period: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(opened(report(place, every_period))[FILED])
    monkeypatch.setattr(tables, "MOST_ROWS", 100)
    book = opened(report(place, every_period))
    names = [name for name in book.sheetnames if name.startswith(FILED)]
    assert names == [FILED, *(f"{FILED}（{at}）" for at in range(2, len(names) + 1))]
    assert len(names) == -(-len(whole) // 100) > 1
    assert [row for name in names for row in rows(book[name])] == whole


def test_every_count_of_the_cover_is_found_again_in_the_rows(place: Workspace, content: bytes) -> None:
    found, live = rows(opened(content)[CHECKS]), rows(opened(content, values=False)[CHECKS])
    assert len(found) > 15
    assert {row["结论"] for row in found} == {"一致"}
    for row, formula in zip(found, live, strict=True):
        assert row["封面统计"] == row["按明细重算"]
        assert str(formula["封面统计"]).startswith("=fig_")
        assert str(formula["按明细重算"]).startswith(("=COUNTIF(", "=SUM("))
    assert sum(row["封面统计"] for row in found if row["项目"].startswith("任务灯色")) == 31
