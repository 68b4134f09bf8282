"""Attaching an official text in the browser, and the clause it then shows beside its task."""

import pytest
from playwright.sync_api import Page, expect

from tests.sources.files import pdf
from tests.ui.forms.conftest import confirmed, last, send
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
DOCUMENT = "haidian-2024-8"
TEXT = """海政发〔2024〕8号
一、指导思想
以此为指导。
五、实施能源行动
(三)推动低碳智慧供热体系建设
到2025年，新能源和可再生能源耦合供热面积占比达到１０％以上。另需99%。
(主要责任单位:区城市管理委、区发展改革委、相关街镇)
""".replace("五、", "二、任务\n三、任务\n四、任务\n五、").replace("(三)", "(一)甲\n(二)乙\n(三)")


def choose(page: Page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )


def test_a_file_that_is_refused_keeps_and_records_nothing(page: Page, space: Workspace) -> None:
    head = space.journal.head()
    page.goto(f"/source?document={DOCUMENT}")
    choose(page, "公文.pdf", pdf([]))
    expect(page.locator(".fault")).to_contain_text("文件里没有文字，可能是扫描件或图片。")
    expect(page.get_by_role("button", name="附上这份文件")).to_have_count(0)
    assert space.journal.head() == head
    assert not (space.data / "sources").exists()


def test_a_file_is_attached_and_shows_the_clause_of_its_task(page: Page, space: Workspace) -> None:
    page.goto("/task?id=haidian-2024-8/5.3")
    page.get_by_role("link", name="到“原文核对”附上").click()
    expect(page.locator("h2")).to_contain_text("北京市海淀区碳达峰实施方案（海政发〔2024〕8号）")
    choose(page, "公文.txt", TEXT.encode("gb18030"))
    send(page, "附上这份文件")
    assert "附上原文“北京市海淀区碳达峰实施方案”" in confirmed(page)
    record = last(space)
    assert (record.kind, record.body["name"], record.role) == ("source_attached", "公文.txt", "office")
    assert (space.data / "sources" / f"{record.body['sha256']}.txt").read_bytes() == TEXT.encode("gb18030")
    expect(page.locator(".facts").first).to_contain_text(str(record.body["sha256"]))
    gaps = page.locator("table", has_text="没有着落的数字、日期和责任单位").locator("tbody tr")
    expect(gaps).to_contain_text(["99%"])
    page.goto("/task?id=haidian-2024-8/5.3")
    expect(page.locator(".clause mark")).to_have_text(
        "到2025年，新能源和可再生能源耦合供热面积占比达到１０％以上"
    )


def test_the_same_file_is_refused_kindly(page: Page, space: Workspace) -> None:
    head = space.journal.head()
    page.goto(f"/source?document={DOCUMENT}")
    choose(page, "另一个名字.txt", TEXT.encode("gb18030"))
    expect(page.locator(".fault")).to_contain_text("这份文件已于 2026-11-20 附上")
    assert space.journal.head() == head
