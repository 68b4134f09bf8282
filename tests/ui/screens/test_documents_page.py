"""文件: every document in the block of its standing, with its amounts and the ways that lead from it."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.spec.world import judge
from tests.ui.screens.conftest import visit
from tracker import queries
from tracker.queries.documents import documents
from tracker.snapshot import Snapshot
from tracker.ui.blocks.documents import blocks, lead

PLACES = [
    {"name": "示例市", "level": "municipal"},
    {"name": "示例区", "level": "district", "upper": "示例市"},
]
DAY = date(2026, 11, 20)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def block(html: str, title: str) -> str:
    """The table under a caption."""
    tables: list[str] = re.findall(r"<table.*?</table>", html, re.S)
    return next(table for table in tables if f"<caption>{title}（" in table)


def world(day: date = DAY, others: list[dict[str, Any]] | None = None, **document: Any) -> Snapshot:
    milestones = [{"due": "到2025年"}]
    spec = {"places": PLACES, "document": document, "milestones": milestones, "others": others or []}
    return judge(spec, {"as_of": day})


def test_all_documents_stand_once_each_by_place_and_standing(told: Snapshot) -> None:
    html = blocks(visit("documents"), told)
    for file in told.plan.files:
        assert html.count(f">{file.document.title}</a>") == 1, file.document.title
    in_force = block(html, "现行有效")
    places = re.findall(r'scope="rowgroup">([^<]+)<', in_force)
    assert places == ["国家　全国", "市级　北京市", "区级　北京市海淀区", "区级　北京经济技术开发区"]
    assert "通州区气候投融资" in block(html, "征求意见稿")
    assert "京技管发〔2023〕30号" in block(html, "已到期")
    assert "京发改〔2023〕1336号" in block(html, "不纳入")


def test_the_lead_counts_them(told: Snapshot) -> None:
    assert "登记文件 12 份：现行有效 7 份、征求意见稿 1 份、已到期 1 份、不纳入 3 份。" in lead(
        visit("documents"), told
    )


def test_the_amounts_are_those_of_the_other_pages(told: Snapshot) -> None:
    row = next(row for row in documents(told) if row["document_id"] == "haidian-2024-8")
    own = told.within(frozenset({"haidian-2024-8"}))
    assert sum(row["kinds"].values()) == queries.tasks(own).height
    assert row["targets"] == queries.targets(own).height
    expired = next(row for row in documents(told) if row["document_id"] == "etown-2023-30")
    left = told.within(frozenset({"etown-2023-30"}))
    carried = queries.counted_targets(left).height + queries.counted_items(left).height
    assert expired["carried"] == carried > 0


def test_an_ended_document_tells_since_when_and_what_it_left(told: Snapshot) -> None:
    snapshot = world(effective_on=date(2023, 1, 1), expires_on=date(2025, 12, 31), validity="有效期三年")
    html = blocks(visit("documents"), snapshot)
    assert "本文件已于2025年12月31日到期" in words(block(html, "已到期"))
    assert 'title="有效期三年"' in html
    assert re.search(r'href="/overdue\?as_of=2026-11-20&amp;document=doc"[^>]*>1</a>', html)


def test_a_document_still_to_come_is_not_in_force() -> None:
    html = blocks(visit("documents"), world(issued_on=date(2026, 12, 1), effective_on=date(2027, 1, 1)))
    assert "2027年1月1日起施行。" in words(block(html, "尚未印发或施行"))
    assert "<caption>现行有效" not in html


def test_tasks_that_a_later_plan_took_over_are_told() -> None:
    later = {"id": "next", "document": {"issued_on": "2026-06-01"}, "task": {"supersedes": ["doc/1.1"]}}
    assert "其中 1 项已由新方案承接" in words(blocks(visit("documents"), world(others=[later])))


def test_several_issuers_are_told_by_the_first_and_their_number() -> None:
    html = blocks(visit("documents"), world(issuers=["示例市发展和改革委员会", "示例市科委、示例园管委会"]))
    assert "示例市发展和改革委员会等2部门" in html


def test_links_choose_the_document_whatever_was_chosen_before() -> None:
    html = blocks(visit("documents", place="示例市", track="green-fund"), world())
    assert 'href="/?as_of=2026-11-20&amp;document=doc"' in html
    assert 'href="/ledger?as_of=2026-11-20&amp;document=doc"' in html


@pytest.mark.browser
@pytest.mark.journey
def test_from_the_list_to_the_overview_of_one_document(page: Page) -> None:
    page.goto("/documents?as_of=2026-11-20")
    expect(page.locator("p.lead")).to_contain_text("登记文件 12 份")
    box = page.locator("table.t").first.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 768, "the documents in force stand on the first screen"
    inside = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{inside}.scrollWidth - {inside}.clientWidth") == 0
    page.get_by_role("link", name="关于全面推进新能源供热高质量发展的实施意见").click()
    expect(page).to_have_url(re.compile(r"\?as_of=2026-11-20&document=bj-2023-1309$"))
    expect(page.locator(".masthead .document")).to_contain_text("京发改〔2023〕1309号")
