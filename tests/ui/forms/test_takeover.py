"""Taking over an existing ledger in a browser: the mapping in view, a doubtful row settled, everything recorded at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.takeover.ledgers import fractions, gbk
from tests.ui.forms.conftest import confirmed, pick
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]


def upload(page: Page, name: str, data: bytes) -> None:
    page.goto("/office?do=takeover&period=2026-Q3")
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    )
    # The last table of a finished page: what is typed into an unfinished one may be lost.
    page.locator("table", has_text="没有导入或与方案有出入").wait_for()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def test_a_doubtful_row_is_settled_and_all_is_taken_in_one_batch(page: Page, space: Workspace) -> None:
    head = space.journal.head().seq
    upload(page, "台账.csv", gbk())
    rows = page.locator("table", has_text="各行对应的任务").locator("tbody tr")
    expect(rows.nth(3)).to_contain_text("存疑三/(二) 加快适用先进技术研发应用")
    pick(page, "台账 第 6 行 组织职工运动会（可能是", "三/(二) 加快适用先进技术研发应用")
    expect(rows.nth(3)).to_contain_text("办公室指定三/(二) 加快适用先进技术研发应用")
    take = page.get_by_role("button", name="全部记入")
    count = int("".join(filter(str.isdigit, take.inner_text())))
    take.click()
    assert "已记入流水" in confirmed(page)
    records = space.journal.read().records[head:]
    assert len(records) == count
    assert len({record.batch for record in records}) == 1
    assert {record.role for record in records} == {"office"}
    expect(page.get_by_role("button", name="全部记入")).to_have_count(0)


def test_a_ledger_with_a_mistake_is_not_taken(page: Page, space: Workspace) -> None:
    head = space.journal.head()
    upload(
        page, "台账.csv", f"任务名称,配合单位,2026年度目标\n提高跨区域协同治理水平,,{'长' * 4001}\n".encode()
    )
    problem = page.locator("table", has_text="表中的问题（1 处）").locator("tbody tr")
    expect(problem).to_contain_text("工作表“台账”单元格 C2太长。请控制在 4000 字以内。")
    expect(page.get_by_text("有错误的台账一条也不记入")).to_be_visible()
    expect(page.get_by_role("button", name="全部记入")).to_have_count(0)
    assert space.journal.head() == head


def test_the_two_layers_of_the_mapping_are_in_view(page: Page) -> None:
    upload(page, "自编台账.xlsx", fractions())
    columns = page.locator("table", has_text="各列怎样读").locator("tbody tr")
    expect(columns.nth(1)).to_have_text("台账承办单位牵头单位表头是“牵头单位”的另一种写法")
    expect(page.locator("table", has_text="不是任务的行").locator("tbody tr")).to_have_count(2)
