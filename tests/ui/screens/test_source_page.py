"""原文核对 and the clause in 任务详情: what they say of a copy, of none, and of a damaged one."""

import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.sources.test_keeping import DOCUMENT, EXAMPLE, OFFICE, example_text
from tracker.snapshot import Workspace
from tracker.sources import check as checking
from tracker.sources.copies import attach
from tracker.sources.keeping import kept_file
from tracker.ui import ledger
from tracker.ui.blocks.clause_text import clause_text
from tracker.ui.state import View, read

TASK = f"{DOCUMENT}/1.1"


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The workspace that the pages of this process show."""
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    made = Workspace(tmp_path / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
    monkeypatch.setattr(ledger, "_workspace", made)
    return made


def put(space: Workspace, text: str = "", name: str = "示例方案.txt") -> str:
    """Attach a text, by default one that proves everything; its hash."""
    data = (text or "\n".join(example_text(space))).encode()
    done = attach(space, DOCUMENT, name, data, OFFICE)
    assert done.outcome.ok
    return str(done.outcome.records[-1].body["sha256"])


def visit(path: str, **params: str) -> View:
    today = date(2026, 11, 20)
    return read(path, params, today, ledger.version(), {"ex-a": "示例市示例区"})[0]


def page(**params: str) -> AppTest:
    def script() -> None:
        import streamlit as st

        from tests.ui.screens.test_source_page import visit
        from tracker.ui.screens.source import show

        show(visit("source", **st.query_params.to_dict()))

    test = AppTest.from_function(script)
    for name, value in params.items():
        test.query_params[name] = value
    return test.run(timeout=30)


def words(test: AppTest) -> str:
    assert not test.exception
    return "".join(part.proto.body for part in test.get("html"))


class TestThePage:
    def test_without_a_copy_it_says_so_and_offers_to_attach_one(self, space: Workspace) -> None:
        test = page(document=DOCUMENT)
        assert "还没有附上官方原文；方案中的" in words(test)
        assert "逐条对照" not in words(test)
        assert [field.label for field in test.get("file_uploader")] == [
            "附上官方原文（.txt、.docx 或带文字的 .pdf）"
        ]

    @pytest.mark.parametrize("who", ["leader", "auditor", "unit:ex-a"])
    def test_only_the_office_may_attach(self, space: Workspace, who: str) -> None:
        assert len(page(document=DOCUMENT, who=who).get("file_uploader")) == 0

    def test_a_copy_attached_today_is_not_that_of_an_earlier_day(self, space: Workspace) -> None:
        put(space)
        test = page(document=DOCUMENT, as_of="2026-11-19")
        assert "还没有附上官方原文" in words(test)
        assert "请先把上方的截至日期改回今天" in words(test)
        assert len(test.get("file_uploader")) == 0

    def test_the_copy_and_what_it_proves(self, space: Workspace) -> None:
        digest = put(space)
        said = words(page(document=DOCUMENT))
        assert "全部与原文一致" in said
        assert "都有着落。" in said
        for fact in (digest, "示例方案.txt", "办公室，2026-11-20 12:00 记入", "逐条对照（"):
            assert fact in said
        for table in ("没有核实的引文", "没有着落的条款", "没有着落的数字、日期和责任单位"):
            assert table not in said
        assert f'id={TASK.replace("/", "%2F")}">1.1</a>' in said

    def test_the_matrix(self, space: Workspace) -> None:
        text = "\n".join(example_text(space)).replace("10%", "12%") + "\n九、其他\n另需达到99%。"
        put(space, text.replace("九、其他", "三、其他"))
        said = words(page(document=DOCUMENT))
        assert "没有核实的引文（" in said
        assert "没有着落的条款（1 条）" in said
        assert "另需达到99%。" in said
        assert "最多只有“" in said
        assert "没有着落</span>" in said

    def test_a_copy_that_was_altered_is_told_calmly(self, space: Workspace) -> None:
        kept_file(space.data, put(space), "txt").write_bytes(b"x")
        said = words(page(document=DOCUMENT))
        assert "附上的原文现在不能用" in said
        assert "被改动过，与登记的散列不一致" in said

    def test_every_document_in_one_table(self, space: Workspace) -> None:
        plan = space.tasks / "plans" / "example.yaml"
        put(space)
        second = plan.read_text(encoding="utf-8").replace("id: example-2025-1", "id: second", 1)
        (space.tasks / "plans" / "second.yaml").write_text(second, encoding="utf-8")
        said = words(page())
        assert "2 份文件，1 份附有官方原文，其中 1 份的引文全部核实。" in said
        assert "document=second" in said

    def test_a_rerun_parses_nothing_again(self, space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        put(space)
        first = words(page(document=DOCUMENT))
        monkeypatch.setattr(checking, "Outline", None)
        monkeypatch.setattr(checking, "prove", None)
        assert words(page(document=DOCUMENT)) == first


class TestTheClauseOfATask:
    def test_without_a_copy_one_line_says_how_to_attach_one(self, space: Workspace) -> None:
        said = clause_text(visit("task", id=TASK), TASK)
        assert "双碳办还没有附上这份文件的官方原文" in said
        assert "附上</a>" in said
        assert "附上</a>" not in clause_text(visit("task", id=TASK, who="leader"), TASK)
        assert f'href="/source?document={DOCUMENT}"' in said
        assert said.count("<p") == 1

    def test_the_clause_in_full_with_the_cited_words_marked(self, space: Workspace) -> None:
        digest = put(space)
        said = clause_text(visit("task", id=TASK), TASK)
        [file] = space.plan()[0].files
        [task] = [task for task in file.tasks if task.id == "1.1"]
        for target in task.targets:
            assert f"<mark>{target.quote}</mark>" in said
        assert task.title in said
        assert f"<mark>{task.title}" not in said
        assert f'示例方案.txt（散列 <span title="{digest}">{digest[:12]}</span>）' in said

    def test_what_the_copy_says_is_text_and_never_markup(self, space: Workspace) -> None:
        lines = example_text(space)
        at = next(n for n, line in enumerate(lines) if "发展清洁供热" in line)
        lines.insert(at + 1, "<script>alert(1)</script>&nbsp;")
        put(space, "\n".join(lines))
        said = clause_text(visit("task", id=TASK), TASK)
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;nbsp;" in said
        assert "<script" not in said

    def test_a_long_clause_is_folded_after_some_paragraphs(self, space: Workspace) -> None:
        lines = example_text(space)
        at = next(n for n, line in enumerate(lines) if "发展清洁供热" in line)
        lines[at + 1 : at + 1] = [f"第{n}段。" for n in range(30)]
        put(space, "\n".join(lines))
        said = clause_text(visit("task", id=TASK), TASK)
        assert "<details><summary>其余 " in said
        assert said.count("段。</p>") == 30

    def test_more_than_a_browser_bears_is_left_in_the_copy(self, space: Workspace) -> None:
        lines = example_text(space)
        at = next(n for n, line in enumerate(lines) if "发展清洁供热" in line)
        lines[at + 1 : at + 1] = ["长" * 20_000, *(f"第{n}段。" for n in range(600))]
        put(space, "\n".join(lines))
        said = clause_text(visit("task", id=TASK), TASK)
        assert "有 20000 字，过长，没有显示；请看原文副本。" in said
        assert "段没有显示，请看原文副本。" in said
        assert len(said) < 50_000

    def test_a_copy_without_the_clause(self, space: Workspace) -> None:
        put(space, "示政发〔2025〕1号\n一、总体目标\n没有别的。")
        assert "原文里没有找到“二/(一)”这一条。" in clause_text(visit("task", id=TASK), TASK)

    def test_an_unknown_task_has_no_block(self, space: Workspace) -> None:
        assert clause_text(visit("task", id="nowhere/1"), "nowhere/1") == ""
        assert clause_text(visit("task", id=f"{DOCUMENT}/9.9"), f"{DOCUMENT}/9.9") == ""

    def test_it_follows_the_kept_file(self, space: Workspace) -> None:
        digest = put(space)
        view = visit("task", id=TASK)
        assert "<mark>" in clause_text(view, TASK)
        kept_file(space.data, digest, "txt").unlink()
        assert "不见了" in clause_text(view, TASK)
