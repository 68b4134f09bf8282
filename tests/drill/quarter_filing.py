"""The quarter by the pages, as far as it is the units': drafts, reports, figures, evidence, and what approvers make of them."""

from dataclasses import dataclass

from playwright.sync_api import expect

from tests.drill import quarter_story as story
from tests.drill.people import House, Person
from tests.drill.quarter_story import APPROVER, CITY, REPORTER, SCIENCE, task

FILE = ("立项文件汇编.txt", "text/plain", "九个项目的立项文件。\n".encode())
TITLES = {
    "3.1": "加快部署基础前沿技术研究",
    "3.2": "加快适用先进技术研发应用",
    "6.3": "提高交通运输智慧低碳水平",
}


@dataclass
class Filing:
    """The steps of reporters and approvers."""

    house: House

    def _who(self, user: str) -> Person:
        return self.house.person(user)

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


def _tick_beside(person: Person, words: str) -> None:
    """The box of the row that says so."""
    row = person.page.locator("[data-testid=stHorizontalBlock]", has_text=words).last
    row.locator("[data-testid=stCheckbox] label").first.click()
