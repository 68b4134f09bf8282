"""The quarter by the pages: every step as the role it belongs to, signed in with an account of its own."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.drill import quarter_story as story
from tests.drill.people import House, Person, command, served
from tests.drill.quarter_story import APPROVER, CITY, REPORTER, SCIENCE, task

FILE = ("立项文件汇编.txt", "text/plain", "九个项目的立项文件。\n".encode())


@dataclass
class Quarter:
    """One playing of it: the house, the folder of its ledger, and where what is downloaded goes."""

    house: House
    data: Path
    downloads: Path

    def play(self) -> None:
        self.data.mkdir()
        for day, acts in self.days.items():
            with self.served(day):
                for act in acts:
                    act()

    @property
    def days(self) -> dict[str, list[Callable[[], None]]]:
        """What happens on which day, in its order."""
        return {
            story.OPENING: [self._open_accounts, self._open_quarter],
            story.FILING: [
                self._science_files,
                self._city_files,
                self._city_approves,
                self._science_approves,
            ],
            story.DECIDING: [
                self._office_reviews,
                self._city_refiles,
                self._extension,
                self._close,
                self._notice,
                self._readers_look,
            ],
            story.LOCKING: [self._lock],
        }

    @contextmanager
    def served(self, day: str) -> Iterator[None]:
        """The product on a day: always at the same address, so that everybody stays signed in."""
        port = int(self.house.address.rpartition(":")[2] or 0)
        with served(self.data, day, port) as address:
            self.house.address = address
            try:
                yield
            finally:
                for person in self.house.people.values():
                    person.page.goto("about:blank")

    def _who(self, user: str) -> Person:
        return self.house.person(user)

    def _open_accounts(self) -> None:
        told = command("account", "first", "--user", story.ADMIN, data=self.data)
        admin = self._who(story.ADMIN)
        admin.sign_in_first(_handed(told))
        admin.see("请先在手机上设好")
        admin.set_code()
        admin.see("新建账号", "h3")
        admin.shot("账号管理")
        handed = {}
        for account in story.ACCOUNTS:
            admin.page.goto("/accounts")
            admin.page.get_by_label("用户名").fill(account.user)
            admin.page.get_by_label("角色").select_option(account.role)
            if account.unit:
                admin.page.get_by_label("单位").select_option(account.unit)
            admin.page.get_by_role("button", name="新建，给出一次性口令").click()
            admin.see(f"{account.user} 的一次性口令")
            handed[account.user] = admin.page.locator(".handover pre").inner_text()
        admin.shot("账号已开设")
        for user, password in handed.items():
            person = self._who(user)
            person.sign_in_first(password)
            person.see("截至", "p.lead")
            person.shot("首页")

    def _open_quarter(self) -> None:
        office = self._who(story.OFFICE)
        office.open("/office", "办公室要办的事")
        office.shot("待办")
        office.follow("启用台账")
        office.see("启用只记一次")
        office.day("启用日期", story.STARTED)
        office.press("启用台账")
        office.shot("启用台账")
        for number, unit in story.LEADS.items():
            office.open("/office?do=lead", "可以一并确认")
            office.shot("牵头单位清单")
            office.follow_in("另选", TITLES[number])
            office.see("确认牵头单位", "h2")
            office.page.get_by_label("牵头单位").first.click()
            office.page.get_by_role("option", name=re.compile("文中列第 1）")).click()
            office.write("来源", story.LEAD_SOURCE)
            office.shot(f"确认牵头 {unit}")
            office.press("确认牵头")
        office.open(f"/office?do=year_goal&id={task(story.GOAL['task'])}", "年度目标：")
        office.write("年度目标", story.GOAL["goal"])
        office.write("来源", story.GOAL["source"])
        office.press("记入年度目标")
        office.shot("年度目标")

    def _science_files(self) -> None:
        reporter = self._who(REPORTER[SCIENCE])
        reporter.open("/report", "由本单位答复")
        reporter.shot("填报清单")
        reporter.follow("填报", row=TITLES["3.1"])
        reporter.see("进展", "h2")
        reporter.write("本期进展", story.PROGRESS["3.1"]["text"])
        reporter.press("暂存", "暂存，还没有报送", ".note")
        reporter.shot("暂存草稿")
        reporter.open("/report", "有草稿")
        reporter.shot("有草稿的清单")
        reporter.follow("填报", row=TITLES["3.1"])
        reporter.see("已恢复", ".note")
        expect(reporter.page.get_by_label("本期进展")).to_have_value(story.PROGRESS["3.1"]["text"])
        reporter.write("存在问题", story.PROGRESS["3.1"]["problems"])
        reporter.write("下一步措施", story.PROGRESS["3.1"]["next_step"])
        reporter.shot("填报一项")
        reporter.press("提交本单位审核", "已提交本单位审核")
        reporter.shot("提交以后")
        reporter.open(f"/report?do=progress&id={task('3.2')}", "本期进展")
        reporter.write("本期进展", story.PROGRESS["3.2"]["text"])
        reporter.press("提交本单位审核", "已提交本单位审核")
        reporter.open("/report?do=completion", "时间节点和分解事项")
        reporter.shot("时间节点")
        reporter.open(f"/report?do=completion&id={task(story.COMPLETION['item'])}", "办结说明")
        reporter.day("办结日期", story.COMPLETION["completed_on"])
        reporter.write("办结说明", story.COMPLETION["note"])
        name, mime, content = FILE
        reporter.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": mime, "buffer": content}
        )
        reporter.see(name)
        reporter.write("没有电子件的，写文号", story.PROOF)
        reporter.shot("报办结")
        reporter.press("提交本单位审核", "已提交本单位审核")
        reporter.shot("报办结以后")

    def _city_files(self) -> None:
        reporter = self._who(REPORTER[CITY])
        for number in ("5.3", "6.3"):
            reporter.open(f"/report?do=progress&id={task(number)}", "本期进展")
            reporter.write("本期进展", story.PROGRESS[number]["text"])
            if "percent" in story.PROGRESS[number]:
                reporter.write("完成比例", story.PROGRESS[number]["percent"])
                reporter.shot("填报带完成比例")
            reporter.press("提交本单位审核", "已提交本单位审核")
        reporter.open("/report?do=quick", "逐行填写")
        reporter.shot("多项快填")
        reporter.open(f"/report?do=progress&id={task('5.4')}", "本期进展")
        reporter.write("本期进展", story.PROGRESS["5.4"]["text"])
        reporter.pick("自评", "绿")
        reporter.press("提交本单位审核", "已提交本单位审核")
        reporter.open("/report?do=reading", "指标数据")
        reporter.shot("指标清单")
        reporter.open(f"/report?do=reading&id={task(story.READING['indicator'])}", "报指标数据")
        reporter.pick("统计期", "2025年")
        reporter.write("数值", story.READING["value"])
        reporter.page.get_by_text("最终数", exact=True).first.click()
        reporter.write("来源", story.READING["source"])
        reporter.write("计算方法", story.READING["method"])
        reporter.shot("报指标数据")
        reporter.press("提交本单位审核", "已提交本单位审核")

    def _city_approves(self) -> None:
        approver = self._who(APPROVER[CITY])
        approver.open("/report", "由本单位答复")
        approver.shot("审核人的填报页")
        approver.open("/report?do=confirm", "全部同意（4 件）")
        approver.shot("待本单位审核")
        approver.press("全部同意（4 件）")
        approver.shot("全部同意以后")

    def _science_approves(self) -> None:
        approver, reporter = self._who(APPROVER[SCIENCE]), self._who(REPORTER[SCIENCE])
        approver.open("/report?do=confirm", "全部同意")
        _tick_beside(approver, story.PROGRESS["3.2"]["text"])
        approver.press("退回勾选的", "退回要写明原因", ".fault")
        approver.shot("退回没写原因")
        approver.write("退回原因", story.RETURNED_INSIDE)
        approver.press("退回勾选的")
        reporter.open("/inbox", story.RETURNED_INSIDE)
        reporter.shot("填报员的消息")
        reporter.open("/report?do=confirm", "提交记录")
        reporter.shot("提交情况")
        reporter.follow("修改", row=story.PROGRESS["3.2"]["text"])
        reporter.see(story.RETURNED_INSIDE, ".note")
        reporter.write("本期进展", story.MENDED["3.2"])
        reporter.shot("修改被退回的")
        reporter.press("提交本单位审核", "已提交本单位审核")
        approver.open("/report?do=confirm", "全部同意（5 件）")
        approver.shot("待审核的办结和材料")
        approver.press("全部同意（5 件）")

    def _office_reviews(self) -> None:
        office = self._who(story.OFFICE)
        office.open("/inbox", "消息")
        office.shot("双碳办的消息")
        office.open("/office", "办公室要办的事")
        office.shot("填报以后的待办")
        office.follow("报送审核")
        office.see("等待审核的报送（6 件")
        office.shot("报送审核")
        office.follow_in("审核", story.PROGRESS["5.3"]["text"])
        office.see("审核进展", "h2")
        office.write("审核意见", story.RETURNED_BY_OFFICE)
        office.shot("审核一件")
        office.press("退回")
        office.see("等待审核的报送（5 件")
        office.shot("批量通过以前")
        office.press("列出的全部审核通过（5 件）")
        office.see("没有等待审核的报送")
        office.shot("审核完毕")

    def _city_refiles(self) -> None:
        reporter, approver = self._who(REPORTER[CITY]), self._who(APPROVER[CITY])
        reporter.open("/inbox", story.RETURNED_BY_OFFICE)
        reporter.shot("退回的消息")
        reporter.open("/report", "双碳办退回")
        reporter.shot("被退回的清单")
        reporter.follow("重报")
        reporter.see(story.RETURNED_BY_OFFICE[:-1], ".note")
        reporter.write("本期进展", story.MENDED["5.3"])
        reporter.press("提交本单位审核", "已提交本单位审核")
        approver.open("/report?do=confirm", "全部同意（1 件）")
        approver.press("全部同意（1 件）")
        office = self._who(story.OFFICE)
        office.open("/office?do=review", "等待审核的报送（1 件")
        office.page.locator(".st-key-ticks-review [data-testid=stCheckbox] label").first.click()
        office.press("勾选的审核通过")

    def _extension(self) -> None:
        approver, office = self._who(APPROVER[SCIENCE]), self._who(story.OFFICE)
        approver.open("/report?do=extension", "没有办结的时间节点")
        approver.shot("延期清单")
        approver.open(f"/report?do=extension&id={task(story.EXTENSION['item'])}", "申请延期")
        approver.day("申请延至", story.EXTENSION["new_due"])
        approver.write("延期原因", story.EXTENSION["reason"])
        approver.write("目前进展", story.EXTENSION["present"])
        approver.shot("申请延期")
        approver.press("提出申请")
        office.open("/office?do=extension", "等待审批的延期申请（1 件")
        office.shot("延期审批清单")
        office.follow("审批")
        office.see("延期审批：", "h2")
        office.write("文号", story.EXTENSION_DECISION["document_number"])
        office.write("审批意见", story.EXTENSION_DECISION["reason"])
        office.shot("延期审批")
        office.press("同意延期")

    def _close(self) -> None:
        office = self._who(story.OFFICE)
        office.open("/office?do=close_out", "等待核实的办结申报")
        office.shot("办结核实清单")
        office.follow("核实")
        office.see("核实办结：", "h2")
        office.write("核实情况", story.CLOSED)
        office.shot("办结核实")
        office.press("核实销号")
        office.shot("销号以后")

    def _notice(self) -> None:
        office, approver = self._who(story.OFFICE), self._who(APPROVER[SCIENCE])
        office.open("/office?do=notice", "督办单")
        office.shot("督办单清单")
        office.open(f"/office?do=notice&id=new:{task(story.NOTICE['item'])}", "拟发督办单")
        office.pick("督办级别", "提醒")
        office.day("回复期限", story.REPLY_BY)
        office.shot("拟发督办单")
        office.press("印发督办单")
        approver.open("/inbox", "督办")
        approver.shot("督办的消息")
        approver.open("/report?do=receipt", "待签收")
        approver.shot("签收")
        approver.tick("督办〔2026〕")
        approver.press("签收勾选的各项")
        approver.open("/report?do=notice_reply", "收到的督办单")
        approver.follow("回复")
        approver.write("回复内容", story.REPLY["text"])
        approver.write("整改措施", story.REPLY["measures"])
        approver.shot("回复督办")
        approver.press("报送回复")
        office.open("/office?do=notice", "已回复")
        office.follow("核定")
        office.write("核定意见", story.SETTLED)
        office.shot("核定督办回复")
        office.press("核定办结")

    def _readers_look(self) -> None:
        leader, auditor = self._who(story.LEADER), self._who(story.AUDITOR)
        for path, words in (
            ("/", "截至"),
            ("/ledger", "这里列出"),
            ("/targets", "指标"),
            ("/overdue", "逾期"),
            ("/units", "单位"),
            (f"/task?id={task('3.1')}", "办结"),
            ("/workbook", "摘要"),
        ):
            leader.open(path, words)
            leader.shot(f"看{path.strip('/').partition('?')[0] or '总览'}")
            expect(leader.page.locator("[data-testid=stForm]")).to_have_count(0)
        for path in ("/report", "/office", "/audit", "/accounts"):
            leader.page.goto(path)
            if path == "/accounts":
                expect(leader.page).not_to_have_url(re.compile("accounts"))
            else:
                leader.see("当前身份不能使用本页", ".note")
        auditor.open("/audit", "流水（")
        auditor.shot("审计")
        exported = auditor.download("导出 Excel", self.downloads / "审计.xlsx")
        assert load_workbook(exported).worksheets[0].max_row > 20
        auditor.open("/audit?chain=access", "访问记录（")
        auditor.shot("访问记录")

    def _lock(self) -> None:
        office, reporter = self._who(story.OFFICE), self._who(REPORTER[SCIENCE])
        late = task("3.4")
        reporter.open(f"/report?do=progress&id={late}", "本期进展")
        reporter.write("本期进展", "报送期过后才写好的进展。")
        office.open("/office?do=lock", "计入的报告期")
        office.shot("锁定报告期")
        office.follow("锁定", row="2026年前三季度")
        office.see("锁定2026年前三季度", "h2")
        office.press("锁定2026年前三季度")
        office.shot("锁定以后")
        reporter.press("提交本单位审核", "已锁定", ".fault")
        reporter.shot("锁定以后提交")
        reporter.open(f"/report?do=progress&id={late}", "报告期已锁定，不能再报")
        reporter.shot("锁定以后的填报")
        office.open("/workbook", "照锁定时的方案和记录出具")
        office.shot("报表")
        book = load_workbook(office.download("下载季度报表（Excel）", self.downloads / "季报.xlsx"))
        assert len(book.worksheets) >= 7


def _handed(told: str) -> str:
    found = re.search(r"）：(\S+)", told)
    assert found, told
    return found[1]


TITLES = {
    "3.1": "加快部署基础前沿技术研究",
    "3.2": "加快适用先进技术研发应用",
    "6.3": "提高交通运输智慧低碳水平",
}


def _tick_beside(person: Person, words: str) -> None:
    """The box of the row that says so."""
    row = person.page.locator("[data-testid=stHorizontalBlock]", has_text=words).last
    row.locator("[data-testid=stCheckbox] label").first.click()
