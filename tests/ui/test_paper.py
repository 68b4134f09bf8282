"""What a page says of itself on paper, and that no name in it can end the style it stands in."""

from datetime import date

import pytest

from tracker.audit.heads import Heads
from tracker.records.journal import Head
from tracker.ui import paper
from tracker.ui.registry import PAGES, Page
from tracker.ui.state import read

HEADS = Heads(Head(12, "0123456789abcdef" * 4), Head(3, "f" * 64))
PAGE = Page("ledger", "任务台账", "ledger")


def told(demo: bool = False, page: Page = PAGE, scope: str = "某某方案") -> str:
    view, _ = read(page.path, {}, date(2026, 9, 30), "v", {})
    return str(paper.head(page, view, scope, HEADS, demo))


def test_title_scope_day_and_both_heads() -> None:
    for words in (
        "<h1>任务台账</h1>",
        "某某方案",
        "截至2026年9月30日",
        "流水 12·0123456789ab",
        "访问记录 3·fff",
    ):
        assert words in told()


def test_demonstration_is_marked_only_where_it_is_one() -> None:
    assert "演示数据" in told(demo=True)
    assert "演示数据" not in told()
    assert '--sheet-demo:""' in told()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path or "overview")
def test_every_page_says_how_it_lies(page: Page) -> None:
    assert f"@page{{size:A4 {page.paper}}}" in told(page=page)
