"""方案读取: a text is uploaded, one part left out, one edited, the rest accepted, and the saved file stands up to the checks."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.extract.reviewed import TEXT
from tracker import reviews
from tracker.extract.saving import file_name, file_text, problems_of, reviewed_plan
from tracker.intake import Actor, Role
from tracker.plan.load import load_plan
from tracker.problems import has_errors
from tracker.snapshot import Workspace
from tracker.sources.copies import attach
from tracker.ui import ledger
from tracker.ui.extracting import shown
from tracker.ui.state import LOCAL_USER, View, read

EXAMPLE = Path(__file__).parents[2] / "example" / "tasks"
CLERK = Actor(LOCAL_USER, Role.OFFICE)


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    made = Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
    monkeypatch.setattr(ledger, "_workspace", made)
    return made


def visit(**params: str) -> View:
    return read("extract", params, date(2026, 11, 20), ledger.version(), {"ex-cgw": "示例市示例区"})[0]


def page(**params: str) -> AppTest:
    def script() -> None:
        import streamlit as st

        from tests.ui.screens.test_extract_page import visit
        from tracker.ui.screens.extract import show

        show(visit(**st.query_params.to_dict()))

    test = AppTest.from_function(script)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run(timeout=30)


def words(test: AppTest) -> str:
    assert not test.exception
    return "\n".join(block.proto.body for block in test.get("html"))


def test_upload_leave_one_out_edit_one_accept_the_rest_and_save(space: Workspace) -> None:
    head = space.journal.head()
    test = page()
    test.file_uploader[0].upload("原文.txt", TEXT.encode(), "text/plain").run()
    assert "9 项待看（其中存疑 1 项）" in words(test)
    place = TEXT.index("发展清洁供热")
    assert f'id="at{place}">发展清洁供热</mark>' in words(test)
    assert f'href="#at{place}"' in words(test)
    [kept] = reviews.texts(space, CLERK)
    digest = kept.sha256
    assert digest in test.query_params["text"]

    test = page(text=digest, item="2.2")
    test.button(key="reject 2.2").click().run()
    test.button(key="FormSubmitter:form 2.2-确定不列").click().run()
    assert "请写明不列的理由。" in words(test)
    test.text_input(key="extract-why 2.2").input("只是宣传")
    test.button(key="FormSubmitter:form 2.2-确定不列").click().run()
    assert "7 项待看（其中存疑 0 项）；已看：不列 1。" in words(test)

    test = page(text=digest, item="2.1")
    key = "2.1#targets/t1"
    test.button(key=f"edit {key}").click().run()
    test.text_input(key=f"extract-editing {key} value").input("很多")
    test.button(key=f"FormSubmitter:form {key}-存下修改").click().run()
    assert "“很多”不是数字" in words(test)
    test.text_input(key=f"extract-editing {key} value").input("10")
    test.text_input(key=f"extract-editing {key} indicator").input("示范项目数")
    test.button(key=f"FormSubmitter:form {key}-存下修改").click().run()
    test.button(key="extract-sure").click().run()
    assert "0 项待看（其中存疑 0 项）；已看：接受 6、修改 1、不列 1。" in words(test)

    said = words(page(text=digest, do="save"))
    assert "任务 1 项、总体目标 1 组；全部看过。" in said
    assert "按现有名录、规则和日历检查，没有发现问题。" in said
    assert space.journal.head() == head, "a review is no fact"
    assert [one.name for one in (space.tasks / "plans").iterdir()] == ["example.yaml"]

    found, _ = shown(visit(text=digest))
    assert found is not None
    name = file_name(reviewed_plan(found.planned, found.decisions))
    text = file_text(found.planned, found.decisions, found.name)
    assert problems_of(text, name, space.tasks) == []
    (space.tasks / "plans" / name).write_text(text, encoding="utf-8")
    plan, problems = load_plan(space.tasks)
    assert not has_errors(problems)
    [task] = next(one for one in plan.files if one.document.document_number == "示政发〔2026〕9号").tasks
    assert (task.title, len(task.targets), len(task.milestones)) == ("发展清洁供热", 1, 1)


def test_the_other_views_of_a_text(space: Workspace) -> None:
    digest = reviews.keep(space, CLERK, "原文.txt", TEXT.encode())
    assert "逐条去向（" in words(page(text=digest, do="clauses"))
    assert "没有读懂或没有列入的（" in words(page(text=digest, do="unclear"))
    assert "选一份已载入的文件" in words(page(text=digest, do="diff"))
    said = words(page(text=digest, do="diff", against="example-2025-1"))
    assert "与“示例区节能降碳行动方案”比较（" in said
    assert "处不同：" in said
    assert "新增目标" in said
    assert "存疑的（2 项）" in words(page(text=digest, show="doubtful"))


def test_markup_in_a_text_stays_words(space: Workspace) -> None:
    hostile = TEXT.replace("发展清洁供热", "<img src=x onerror=alert(1)>")
    digest = reviews.keep(space, CLERK, "<b>.txt", hostile.encode())
    said = words(page(text=digest)) + words(page())
    assert "<img" not in said
    assert "<b>.txt" not in said
    assert "&lt;img" in said


def test_a_file_that_cannot_be_read_is_told_and_not_kept(space: Workspace) -> None:
    test = page()
    test.file_uploader[0].upload("公文.pdf", b"no pdf", "application/pdf").run()
    assert 'class="fault"' in words(test)
    assert reviews.texts(space, CLERK) == ()


def test_a_text_that_would_keep_everybody_waiting_is_refused(space: Workspace) -> None:
    test = page()
    test.file_uploader[0].upload("原文.txt", (TEXT + "某" * 300_000).encode(), "text/plain").run()
    assert "文本超过 30 万字，页面不读。" in words(test)
    assert reviews.texts(space, CLERK) == ()


def test_the_attached_copy_of_a_document_can_be_taken(space: Workspace) -> None:
    assert attach(space, "example-2025-1", "原文.txt", TEXT.encode(), CLERK).outcome.ok
    test = page()
    test.button(key="extract-take").click().run()
    assert "9 项待看（其中存疑 1 项）" in words(test)
    [kept] = reviews.texts(space, CLERK)
    assert kept.name == "原文.txt"


def test_somebody_else_s_text_is_not_shown(space: Workspace) -> None:
    digest = reviews.keep(space, Actor("另一人", Role.OFFICE), "原文.txt", TEXT.encode())
    said = words(page(text=digest))
    assert "没有这份文本，或不是您上传的。" in said
    assert "发展清洁供热" not in said


def test_without_the_office_the_page_is_empty(space: Workspace) -> None:
    digest = reviews.keep(space, CLERK, "原文.txt", TEXT.encode())
    test = page(text=digest, who="leader")
    assert words(test) == ""
    assert len(test.get("file_uploader")) == 0
