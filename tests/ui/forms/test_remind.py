"""The office chases, the unit finds it in its inbox and marks it as read; contacts are kept beside the ledger."""

import pytest
from playwright.sync_api import Page, expect

from tests.ui.forms.conftest import confirmed, last, refused, send
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
ITEM = "haidian-2024-8/3.3/m2025"


def test_from_the_office_s_tick_to_the_unit_s_mark(page: Page, space: Workspace) -> None:
    page.goto("/office?do=remind")
    expect(page.get_by_text("到了节点、待催办的（9 件）")).to_be_visible()
    send(page, "催办勾选的")
    refused(page, "没有勾选任何一项。")
    page.get_by_text("三/(三) 建成一批重点实验室").first.click()
    send(page, "催办勾选的")
    assert "催办“三/(三) 建成一批重点实验室、创新中心和研究机构，培育一批创新企业和人才”" in confirmed(page)
    assert (last(space).body["thing"], last(space).body["step"]) == (ITEM, -30)
    expect(page.get_by_text("到了节点、待催办的（8 件）")).to_be_visible()

    page.goto("/inbox?who=unit:hd-kjc")
    expect(page.get_by_role("link", name="消息（5）")).to_be_visible()
    row = page.locator("tbody tr", has_text="未读").filter(has_text="催办")
    expect(row).to_contain_text("2026年12月15日到期（原定2025年12月31日，已延期），还有 25 天。")
    page.get_by_role("button", name="全部标为已读").click()
    expect(page.get_by_role("link", name="消息", exact=True)).to_be_visible()
    expect(page.locator("tbody tr", has_text="未读")).to_have_count(0)
    row = page.locator("tbody tr", has_text="已读").filter(has_text="催办")
    expect(row).to_have_count(1)
    row.get_by_role("link", name="办理").click()
    expect(page.get_by_label("办结日期").first).to_be_visible()


def test_again_so_soon_only_with_a_reason(page: Page, space: Workspace) -> None:
    page.goto("/office?do=remind&id=item:hd-cgw:haidian-2024-8/5.3/w2")
    page.get_by_label("要对单位说的话").fill("请于周五前答复。")
    send(page, "发出催办")
    confirmed(page)
    assert "step" not in last(space).body
    page.locator("tr", has_text="完成第一批锅炉房整合").get_by_role("link", name="催办").click()
    send(page, "发出催办")
    refused(page, "2026年11月20日刚催办过，还不到 5 天。确需再催，请写明原因。")
    page.get_by_label("原因").fill("专题会要求")
    send(page, "发出催办")
    confirmed(page)
    assert last(space).body["reason"] == "专题会要求"
    assert last(space).body["text"].endswith("还有 20 天。")  # type: ignore[attr-defined]


def test_contacts_are_kept_by_the_unit_and_hidden_from_others(page: Page, space: Workspace) -> None:
    page.goto("/contacts?who=unit:hd-kjc")
    page.get_by_label("姓名").fill("某某")
    send(page, "保存")
    refused(page, "电话、电子邮箱和群机器人地址都没有填写。")
    expect(page.get_by_label("姓名")).to_have_value("某某")
    page.get_by_label("电子邮箱").fill("somebody@example.invalid")
    page.get_by_label("群机器人地址").fill(
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-example"
    )
    send(page, "保存")
    expect(page.locator(".saved")).to_contain_text("已保存联系人 1 号。")
    expect(page.locator("tbody tr", has_text="某某")).to_contain_text("企业微信群机器人")
    assert "0000-example" not in page.content()
    assert space.access.read().records[-1].body == {"of_unit": "hd-kjc", "contact": 1, "change": "added"}
    for who in ("unit:hd-cgw", "leader"):
        page.goto(f"/contacts?who={who}&id=1")
        expect(page.locator("nav.pages")).to_be_visible()
        expect(page.locator(".note").first).to_be_visible()
        assert "somebody@example.invalid" not in page.content()
    page.goto("/contacts?id=1")
    send(page, "删除这位联系人")
    expect(page.get_by_text("还没有登记联系人。")).to_be_visible()
