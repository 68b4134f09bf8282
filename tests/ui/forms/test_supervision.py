"""A notice from the overdue item to its settlement, and what a unit asks the office for, each in its own words."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import confirmed, last, pick, refused, send, write_day
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"
UNIT = "who=unit:hd-fgw"
NUMBER = "督办〔2026〕3号"


def test_a_notice_is_issued_signed_answered_and_settled(page: Page, space: Workspace) -> None:
    page.goto("/office?do=notice")
    page.locator("tr", has_text="绿色技术创新").get_by_role("link", name="督办", exact=True).click()
    send(page, "印发督办单")
    refused(page, "没有填写回复期限。请填写。")
    pick(page, "督办级别", "督办")
    write_day(page, "回复期限", "2026-11-27")
    send(page, "印发督办单")
    assert f"督办单“{NUMBER}”" in confirmed(page)
    assert last(space).body["number"] == NUMBER
    assert last(space).body["items"] == [f"{DOCUMENT}/goals/m2025-system"]

    page.goto(f"/report?{UNIT}&do=receipt")
    page.locator("label", has_text=NUMBER).click()
    send(page, "签收勾选的各项")
    confirmed(page)
    assert last(space).body == {"notice": NUMBER, "unit": "hd-fgw", "state": "signed", "capacity": "answer"}

    page.goto(f"/report?{UNIT}&do=notice_reply")
    page.locator("tr", has_text=NUMBER).get_by_role("link", name="回复").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载督办单（Word）").click()
    content = Path(waiting.value.path()).read_bytes()
    assert NUMBER in [one.text for one in Document(BytesIO(content)).paragraphs]
    page.get_by_label("回复内容").fill("数据还没有定稿")
    page.get_by_label("整改措施").fill("十二月中旬完成")
    send(page, "报送回复")
    confirmed(page)

    page.goto("/office?do=notice")
    page.locator("tr", has_text=NUMBER).get_by_role("link", name="核定").click()
    expect(page.locator("table", has_text="单位回复")).to_contain_text("数据还没有定稿")
    send(page, "核定办结")
    confirmed(page)
    expect(page.locator("tr", has_text=NUMBER)).to_contain_text("已办结")


def test_an_extension_is_asked_for_with_the_state_of_things_and_decided(page: Page, space: Workspace) -> None:
    page.goto("/overdue?who=unit:hd-kjc")
    page.locator("tr", has_text="建成一批重点实验室").get_by_role("link", name="申请延期").click()
    expect(page.locator(".note", has_text="属于时限前申请")).to_be_visible()
    write_day(page, "申请延至", "2027-03-31")
    page.get_by_label("延期原因").fill("认定程序未完成")
    send(page, "提出申请")
    refused(page, "没有填写目前进展。请填写。")
    page.get_by_label("目前进展").fill("两个实验室已通过初审")
    send(page, "提出申请")
    confirmed(page)

    page.goto("/office?do=extension")
    page.locator("tr", has_text="建成一批重点实验室").get_by_role("link", name="审批").click()
    expect(page.locator("table", has_text="历次记录")).to_contain_text("两个实验室已通过初审")
    send(page, "不同意")
    refused(page, "没有写明不同意的原因。")
    send(page, "同意延期")
    confirmed(page)
    assert last(space).body["new_due"] == "2027-03-31"
