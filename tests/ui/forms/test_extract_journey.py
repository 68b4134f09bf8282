"""From an official text to a plan file in the browser: uploaded, accepted, saved, and read by the plan's own loader."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.docs.pictures import OWN_TEXT
from tracker.plan.load import load_plan
from tracker.problems import has_errors
from tracker.snapshot import Workspace

pytestmark = [pytest.mark.browser, pytest.mark.journey]
ROOT = Path(__file__).parents[3]


def test_an_uploaded_text_becomes_a_plan_file(page: Page, space: Workspace, tmp_path: Path) -> None:
    head = space.journal.head()
    page.goto("/extract?who=office")
    page.locator("input[type=file]").set_input_files(
        {"name": "自编方案.txt", "mimeType": "text/plain", "buffer": OWN_TEXT.encode()}
    )
    expect(page.locator("p.lead")).to_contain_text("存疑")
    page.get_by_role("button", name="接受没有疑点的").click()
    expect(page.get_by_role("button", name="接受没有疑点的 0 项")).to_be_disabled()
    page.get_by_role("link", name="保存为方案文件").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="保存为方案文件").click()
    shutil.copytree(ROOT / "tasks", tmp_path / "tasks")
    saved = tmp_path / "tasks" / "plans" / started.value.suggested_filename
    started.value.save_as(saved)
    plan, problems = load_plan(tmp_path / "tasks")
    document = saved.stem
    found = next(file for file in plan.files if file.document.id == document)
    assert [task.title for task in found.tasks] == ["推进自编示例建设"]
    assert not has_errors([one for one in problems if one.place.file == f"plans/{saved.name}"])
    assert space.journal.head() == head
