"""Every page on A4, for everybody: nothing wider than the sheet, nothing to click on, every sheet says what it is."""

import io
import unicodedata
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tracker.ui.registry import PAGES
from tracker.ui.registry import Page as Entry

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DAY = "2026-11-20"
INSIDE = {"landscape": (1032, 684), "portrait": (703, 1013)}
"""What the margins leave of A4, in pixels of 1/96 inch."""
ONE = {
    "task": ["haidian-2024-8/3.3", "haidian-2024-8/9.1"],
    "targets": ["", "haidian-2024-8/9.1/t2030"],
    "units": ["", "hd-kjc"],
}
"""Ids by which a page is asked for; "" is the list."""
PARTS = {
    "report": [
        "progress",
        "quick",
        "reading",
        "completion",
        "evidence",
        "correct",
        "receipt",
        "notice",
        "extension",
    ],
    "assessment": ["", "rehearse", "figure"],
    "office": ["", "review", "settings", "lead", "extension", "notice", "remind", "lock"],
}
WRONG = """() => {
  const edge = document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().right + 1;
  const seen = (one) => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(one).visibility !== 'hidden';
  };
  const named = (one) => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.slice(0, 20)}`;
  const every = (what) => [...document.querySelectorAll(what)].filter(seen);
  return {
    wide: every('.stHtml *, .stVegaLiteChart svg')
      .filter((one) => !one.closest('.bar') && one.getBoundingClientRect().right > edge).map(named),
    clipped: every('.stHtml :is(td, th)').filter((one) => one.scrollWidth > one.clientWidth + 1).map(named),
    chrome: every('button, input, select, textarea, .pages, .files, .st-key-masthead, [data-testid=stHeader]').map(named),
    scrolled: every('body *')
      .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflow) && one.scrollWidth > one.clientWidth + 1)
      .map(named),
    underlined: every('.stHtml a').filter((one) => getComputedStyle(one).textDecorationLine === 'underline').map(named),
    named: every('.sheet h1').map((one) => one.textContent),
  };
}"""


def settle(page: Page) -> None:
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator(".sheet")).to_be_attached()


def spoken(sheet: pypdf.PageObject) -> str:
    """Its text; a PDF has some characters as the radicals they look like."""
    return unicodedata.normalize("NFKC", sheet.extract_text()).replace(" ", "")


def addresses(entry: Entry, who: str) -> list[str]:
    asked = [f"id={one}" if one else "" for one in ONE.get(entry.path, [])]
    asked += [f"do={one}" if one else "" for one in PARTS.get(entry.path, [])]
    return [f"/{entry.path}?as_of={DAY}&who={who}&{more}" for more in asked or [""]]


@pytest.mark.parametrize("who", ["office", "unit:hd-kjc", "leader", "auditor"])
def test_every_page_fits_its_sheet(page: Page, who: str) -> None:
    entries = [entry for entry in PAGES if who.split(":")[0] in entry.roles]
    assert len(entries) >= 12
    for entry in entries:
        width, height = INSIDE[entry.paper]
        for address in addresses(entry, who):
            page.emulate_media(media="screen")
            page.set_viewport_size({"width": 1366, "height": 768})
            page.goto(address)
            settle(page)
            page.emulate_media(media="print")
            page.set_viewport_size({"width": width, "height": height})
            found: dict[str, Any] = page.evaluate(WRONG)
            assert found.pop("named") == [entry.title], address
            assert not any(found.values()), (address, found)


def test_every_sheet_names_page_scope_day_heads_and_demonstration(page: Page) -> None:
    page.goto(f"/ledger?as_of={DAY}")
    settle(page)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) > 1
    for at, sheet in enumerate(sheets, 1):
        width, height = (float(side) / 72 * 25.4 for side in sheet.mediabox[2:])
        assert (round(width), round(height)) == (297, 210)
        said = spoken(sheet)
        for words in (
            "任务台账",
            "海淀区碳达峰实施方案",
            "截至2026年11月20日",
            "流水",
            "访问记录",
            "演示数据",
        ):
            assert words in said, (at, words)
        assert f"第{at}" in said
        assert "牵头单位" in said, "the headings of the columns"


def test_what_is_folded_on_the_screen_is_unfolded_on_paper(page: Page) -> None:
    page.goto(f"/?as_of={DAY}")
    settle(page)
    expect(page.locator("details").first).not_to_have_attribute("open", "")
    text = "".join(map(spoken, pypdf.PdfReader(io.BytesIO(page.pdf())).pages))
    assert "相关街镇" in text
    expect(page.locator("details").first).not_to_have_attribute("open", "")


def test_the_link_opens_the_browsers_own_printing(page: Page) -> None:
    page.add_init_script("window.print = () => { document.title = 'printed'; };")
    page.goto(f"/ledger?as_of={DAY}")
    page.get_by_role("link", name="打印", exact=True).click()
    expect(page).to_have_title("printed")
    assert page.url.endswith(f"/ledger?as_of={DAY}")
