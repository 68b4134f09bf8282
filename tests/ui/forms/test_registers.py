"""Warnings, pilots and members of collectives in a browser, on the small emergency plan of `tests.alarm`."""

import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.alarm import EARTH, ROADS, add_plans
from tests.intake.desk import EXAMPLE
from tests.ui.forms.conftest import TODAY, Tell, confirmed, last, pick, refused, send, write_day
from tracker.cli.options import workspace
from tracker.intake import Actor, Draft, Role, accept
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An empty ledger on the small plans, on the day of the demonstration."""
    folder = tmp_path_factory.mktemp("registers")
    shutil.copytree(EXAMPLE, folder / "tasks")
    add_plans(folder / "tasks")
    return workspace(folder / "tasks", folder / "data", TODAY)


def checklist(page: Page, unit: str = "") -> list[str]:
    """The words of the list of measures, a line a row."""
    page.goto(f"/alerts?unit={unit or 'all'}")
    rows = page.locator("table.t", has=page.locator("caption", has_text="应急措施清单")).locator("tbody tr")
    expect(rows.first).to_be_visible()
    return [" ".join(text.split()) for text in rows.all_inner_texts()]


def wide(page: Page) -> int:
    inside = "document.querySelector('[data-testid=stMain]')"
    return int(page.evaluate(f"{inside}.scrollWidth - {inside}.clientWidth"))


def test_a_warning_from_its_declaration_to_late_entries(page: Page, space: Workspace) -> None:
    page.goto("/alerts")
    expect(page.locator("p.lead")).to_contain_text("没有预警")

    page.goto("/alerts?do=declare")
    page.get_by_text("橙色预警", exact=True).click()
    page.get_by_label("时间（北京时间）").fill("8点")
    send(page, "发布预警")
    refused(page, "时间请写成 14:30 这样。")
    refused(page, "没有填写依据的指令。请填写。")
    expect(page.get_by_label("时间（北京时间）")).to_have_value("8点")
    page.get_by_label("时间（北京时间）").fill("08:30")
    page.get_by_label("依据的指令").fill("市指挥部橙色预警指令")
    send(page, "发布预警")
    assert "发布预警“示例区空气重污染应急预案”" in confirmed(page)
    alert = last(space)
    assert alert.body == {
        "document": "alarm", "level": "orange", "at": "08:30", "reference": "市指挥部橙色预警指令",
    }  # fmt: skip
    expect(page.locator("p.lead")).to_contain_text(
        "截至2026年11月20日有预警：▲橙色预警，自2026年11月20日08:30起，依据《示例区空气重污染应急预案》。"
        "现级别应落实 6 项（一个单位的一条措施为一项），已登记 0 项，待登记 6 项。"
    )

    page.goto("/alerts?do=tick&who=unit:ex-cgw")
    send(page, "勾选的记为已落实")
    refused(page, "没有勾选任何一项。请先勾选，再提交。")
    for measure in ("三/1　道路清扫保洁", "三/3　停止土石方作业"):
        page.get_by_text(measure, exact=True).click()
    send(page, "勾选的记为不适用")
    refused(page, "不适用的要写明原因。请补正。")
    page.get_by_label("落实情况（记入勾选的每一项；不适用的必填原因）").fill("已布置")
    send(page, "勾选的记为已落实")
    confirmed(page)
    one, two = space.journal.read().records[-2:]
    assert one.batch == two.batch
    assert [record.body for record in (one, two)] == [
        {"alert": alert.id, "task": task, "unit": "ex-cgw", "state": "done", "text": "已布置"}
        for task in (ROADS, EARTH)
    ]
    expect(page.locator(".note").last).to_contain_text("这个单位没有待登记的措施")
    done = [line for line in checklist(page, "ex-cgw") if "道路清扫保洁" in line]
    assert len(done) == 1
    assert "■已落实" in done[0].replace(" ", "")

    page.goto("/alerts?do=end")
    page.get_by_label("时间（北京时间）").fill("08:00")
    page.get_by_label("依据的指令").fill("解除指令")
    send(page, "解除预警")
    refused(page, "解除时间不晚于 2026-11-20 08:30 的发布或调整。")
    page.get_by_label("时间（北京时间）").fill("08:45")
    send(page, "解除预警")
    confirmed(page)
    expect(page.locator("p.lead")).to_contain_text("没有预警")

    page.goto("/alerts")
    past = page.locator("table.t", has_text="已解除的预警（1 次）").locator("tbody tr").first
    expect(past).to_contain_text("2026年11月20日08:45")
    assert past.locator("td").all_inner_texts()[4:9] == ["6", "2", "0", "4", "33.3"]
    past.get_by_role("link", name="清单").click()
    expect(page.locator("caption", has_text="应急措施清单")).to_contain_text("不算逾期")
    expect(page.locator("tr", has_text="属地街镇").first).to_contain_text("○未登记")
    expect(page.get_by_text("待登记", exact=False).locator("visible=true")).to_have_count(0)

    page.goto(f"/alerts?do=tick&unit=ex-east&alert={alert.id}")
    page.get_by_text("三/1　道路清扫保洁", exact=True).click()
    send(page, "勾选的记为已落实")
    confirmed(page)
    page.goto(f"/alerts?unit=ex-east&alert={alert.id}")
    expect(page.locator("tr", has_text="道路清扫保洁")).to_contain_text("事后补登")
    assert wide(page) == 0


def test_who_may_do_what_to_a_warning(page: Page) -> None:
    for who, titles in (
        ("leader", []),
        ("unit:ex-cgw", ["清单", "登记落实情况"]),
        ("", ["清单", "登记落实情况", "发布预警", "调整级别", "解除预警"]),
    ):
        page.goto(f"/alerts?who={who}&do=declare")
        expect(page.locator("p.lead")).to_be_visible()
        expect(page.locator(".sections a")).to_have_text(titles)
    expect(page.get_by_role("button", name="发布预警")).to_be_visible()


def test_the_level_is_raised_and_a_wrong_entry_put_right(page: Page, space: Workspace, tell: Tell) -> None:
    said = {"document": "alarm", "level": "yellow", "at": "23:00", "reference": "黄色预警指令"}
    alert = tell("", "alert", **said)
    said = {"alert": alert.id, "task": "alarm/3.2", "unit": "ex-fgw", "state": "done"}
    assert accept(space, [Draft("alert_action", said)], Actor("值班员", Role.UNIT, "ex-fgw")).ok
    page.goto("/alerts?do=change")
    page.get_by_text("红色预警", exact=True).click()
    page.get_by_label("依据的指令").fill("红色预警指令")
    send(page, "调整预警级别")
    refused(page, "调整时间不晚于发布（2026-11-20 23:00），或与另一次调整同时。")
    page.get_by_label("时间（北京时间）").fill("23：30")
    send(page, "调整预警级别")
    confirmed(page)
    assert last(space).body["at"] == "23:30"
    expect(page.locator("p.lead")).to_contain_text("先后为黄色预警、红色预警，2026年11月20日23:30起为现级别")

    page.goto("/alerts?unit=ex-fgw&who=unit:ex-fgw")
    page.locator("tr", has_text="倡导绿色出行").get_by_role("link", name="更正").click()
    page.get_by_text("不适用", exact=True).click()
    page.get_by_label("落实情况").fill("不属于本单位")
    page.get_by_label("更正原因").fill("点错了")
    send(page, "提交更正")
    confirmed(page)
    assert last(space).body["body"] == {
        "alert": alert.id, "task": "alarm/3.2", "unit": "ex-fgw", "state": "not_applicable", "text": "不属于本单位",
    }  # fmt: skip
    tell("", "alert_end", alert=alert.id, at="24:00", reference="解除指令")


def test_pilots_are_entered_and_moved_together(page: Page, space: Workspace) -> None:
    page.goto("/pilots")
    expect(page.locator("p.lead")).to_contain_text("登记试点 0 个")
    for name in ("甲园区", "乙园区"):
        page.goto("/pilots")
        page.locator("tr", has_text="气候友好型园区试点").get_by_role("link", name="登记", exact=True).click()
        expect(page.get_by_text("申报主体只填单位名称，不填个人的姓名、电话和邮箱。")).to_be_visible()
        page.get_by_label("试点名称").fill(name)
        if name == "甲园区":
            send(page, "登记")
            refused(page, "没有填写申报主体。请填写。")
            expect(page.get_by_label("试点名称")).to_have_value(name)
        page.get_by_label("申报主体（单位名称，不是个人）").fill(f"{name}管委会")
        write_day(page, "进入这一阶段的日期", "2025-07-10")
        send(page, "登记")
        assert f"登记试点“{name}”" in confirmed(page)
    entry, first = space.journal.read().records[-2:]
    assert entry.body == {
        "document": "call", "pilot": "p2", "type": "park", "applicant": "乙园区管委会", "name": "乙园区",
    }  # fmt: skip
    assert (first.body, str(first.effective_on)) == (
        {"pilot": "call/p2", "stage": "application"},
        "2025-07-10",
    )

    page.goto("/pilots?do=move")
    for name in ("甲园区", "乙园区"):
        page.get_by_text(name, exact=True).click()
    page.get_by_text("创建", exact=True).click()
    write_day(page, "进入这一阶段的日期", "2025-10-08")
    send(page, "记入阶段")
    confirmed(page)
    moved = space.journal.read().records[-2:]
    assert moved[0].batch == moved[1].batch
    assert [record.body["pilot"] for record in moved] == ["call/p1", "call/p2"]

    page.get_by_text("甲园区", exact=True).click()
    page.get_by_text("取消", exact=True).click()
    send(page, "记入阶段")
    refused(page, "取消试点要写明原因。请补正。")
    page.get_by_label("取消原因（取消时必填）").fill("申报单位撤回")
    send(page, "记入阶段")
    confirmed(page)

    page.goto("/pilots")
    expect(page.locator("p.lead")).to_contain_text(
        "登记试点 2 个：创建 1、取消 1；试点期已满、还没有评估的 1 个"
    )
    listed = page.locator("table.t", has=page.locator("caption", has_text="试点登记（"))
    expect(listed.locator("tr", has_text="乙园区管委会")).to_contain_text("2026-10-08期满待评估")
    expect(page.locator("body")).not_to_contain_text("逾期的")
    page.locator("p.lead").get_by_role("link", name="1").last.click()
    expect(listed.locator("caption")).to_have_text("试点登记（1 个）")
    pick(page, "现阶段", "取消")
    expect(listed).to_contain_text("申报单位撤回")
    assert wide(page) == 0


def test_readers_see_the_register_without_forms(page: Page) -> None:
    page.goto("/pilots?who=leader&do=move")
    expect(page.locator("caption", has_text="试点类型")).to_be_visible()
    expect(page.locator(".sections")).to_have_count(0)
    expect(page.get_by_role("link", name="登记", exact=True)).to_have_count(0)


def test_the_members_of_a_collective_are_named(page: Page, space: Workspace) -> None:
    page.goto("/office?do=expansion")
    page.locator("tr", has_text="相关街镇").get_by_role("link", name="明确").click()
    send(page, "明确集合单位")
    refused(page, "没有填写所指单位。请填写。")
    for name in ("东街", "西街"):
        page.get_by_label("所指单位").first.click()
        page.get_by_role("option", name=name, exact=True).click()
    page.keyboard.press("Escape")
    page.get_by_label("来源").fill("任务分工方案")
    send(page, "明确集合单位")
    assert "明确集合单位“二/(一) 发展清洁供热”" in confirmed(page)
    assert last(space).body == {
        "task": "example-2025-1/1.1",
        "collective": "ex-streets",
        "members": ["ex-east", "ex-west"],
        "source": "任务分工方案",
    }
    expect(page.locator("tr", has_text="相关街镇")).to_contain_text("■办公室已明确东街、西街改定")
