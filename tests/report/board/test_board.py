"""The board: one file that asks for nothing, is well formed, keeps text text, and prints what the queries say."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.report.sample import Q3, workspace
from tracker.queries.scope import HOME, Scope
from tracker.report.agreement import check
from tracker.report.asked import Asked
from tracker.report.board import page
from tracker.report.board.cells import FIELDS
from tracker.report.board.layout import FILE, read
from tracker.report.figures import figures
from tracker.snapshot import Workspace

ASKED = Asked(None, date(2026, 9, 30), None, HOME)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "div", "h1", "h2", "p", "span", "b", "a", "table",
    "colgroup", "col", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
VOID = {"meta", "col"}
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "type", "class", "id", "title", "href", "style",
    "scope", "role", "data-figure",
}  # fmt: skip
PROPERTIES = {
    "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "padding", "padding-bottom",
    "padding-top", "max-width", "width", "height", "color", "background-color", "border", "border-top",
    "border-bottom", "border-collapse", "font-family", "font-size", "font-weight", "line-height",
    "text-align", "text-decoration", "vertical-align", "table-layout", "word-wrap", "display",
    "page-break-inside", "page-break-after", "size", "content", "print-color-adjust",
    "-webkit-print-color-adjust",
}  # fmt: skip
"""What browsers of 2013 know; the last four only matter on paper."""


class Strict(HTMLParser):
    """Refuses what is not closed where it should be, and what is not on the lists."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []
        self.styles: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        assert len(attrs) == len(dict(attrs)), "an attribute twice"
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.links += [said["href"] or ""] if "href" in said else []
        self.styles += [said["style"] or ""] if "style" in said else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.styles if self.open and self.open[-1] == "style" else self.text).append(data)


def parsed(content: bytes) -> Strict:
    text = content.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n<html")
    found = Strict()
    found.feed(text.removeprefix("<!DOCTYPE html>"))
    found.close()
    assert found.open == []
    return found


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def content(place: Workspace) -> bytes:
    return page.made(place, ASKED)


def test_it_is_well_formed_and_its_ways_lead_into_it(content: bytes) -> None:
    found = parsed(content)
    assert len(found.ids) == len(set(found.ids)) == 6
    assert found.links == [f"#{one}" for one in found.ids]


def test_nothing_in_it_asks_for_anything(content: bytes) -> None:
    text = content.decode()
    for outside in ("://", "src=", "url(", "@import", "@font-face", "<script", "javascript", "<img", "<link"):
        assert outside not in text
    assert "default-src &#39;none&#39;" in text


def test_its_style_is_what_old_browsers_know(content: bytes) -> None:
    found = parsed(content)
    style = re.sub(r'"[^"]*"', '""', "".join(found.styles))
    used = set(re.findall(r"(?:^|[{;])\s*([a-z-]+)\s*:", style))
    assert used <= PROPERTIES
    assert {"display", "table-layout"} <= used
    for new in ("var(", "calc(", "grid", "flex", "--"):
        assert new not in style
    assert set(re.findall(r"display:([a-z-]+)", style)) == {"none", "table-header-group"}


def test_every_figure_is_what_its_query_gives(place: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "看板.html"
    page.write(place, ASKED, file)
    checked, problems = check(place, [file])
    assert problems == []
    assert checked[0].figures > 200
    wrong = file.read_text("utf-8").replace('data-figure="light.red">', 'data-figure="light.red">1', 1)
    file.write_text(wrong, "utf-8")
    assert [problem.code for problem in check(place, [file])[1]] == ["agreement.differs"]


def test_day_heads_scope_and_every_task_are_on_it(place: Workspace, content: bytes) -> None:
    text = "".join(parsed(content).text)
    for words in ("截至2026年9月30日", "链头：流水 ", "《北京市海淀区碳达峰实施方案》（海政发〔2024〕8号）"):
        assert words in text
    now, _ = ASKED.states(place)
    assert text.count("评灯的任务 31") == 1
    assert figures(now)["tasks"] == 31
    assert "发展清洁供热" not in text
    assert content.decode().count("<tr>") > 31 + 20


def test_text_of_a_unit_stays_text(place: Workspace, content: bytes) -> None:
    assert "=1+1（单位原文以等号开头）" in content.decode()
    now, before = ASKED.states(place)
    layout = read(FILE.read_bytes(), FILE.name, FIELDS)[0]
    assert layout is not None
    nasty = '</style><script>alert("x")</script>'
    written = page.compose(now, before, replace_title(layout, nasty), page.heads(place), ASKED)
    assert "<script" not in written
    parsed(written.encode())


def replace_title(layout: page.BoardLayout, title: str) -> page.BoardLayout:
    return layout.model_copy(update={"title": title, "demo_mark": title, "foot": title})


def test_a_demonstration_says_so_and_the_rest_do_not(content: bytes, tmp_path: Path) -> None:
    mark = "演示数据，不得作为正式报送或考核依据"
    real = page.made(workspace(tmp_path / "real", demo=False), ASKED).decode()
    assert mark in "".join(parsed(content).text)
    assert mark not in real


def test_the_same_question_gives_the_same_bytes(place: Workspace, content: bytes) -> None:
    again = Workspace(place.tasks, place.data, now=place.now)
    assert page.made(again, ASKED) == content


def test_a_quarter_and_another_scope(place: Workspace) -> None:
    quarter = page.made(place, Asked(Q3, Q3.end, None, HOME)).decode()
    assert 'content="tracker period=2026-Q3' in quarter
    nothing = parsed(page.made(place, replace(ASKED, scope=Scope(document="et-2023-28"))))
    assert "没有任务。" in "".join(nothing.text)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("field: sentence, heading: 说明", "field: sentense, heading: 说明", "report.unknown-field"),
        ('title: "{documents}', 'title: "{document}', "report.unknown-word"),
        ("width: 54}", "width: 0}", "plan.bad-value"),
        ("content: lights", "content: lamps", "plan.bad-choice"),
    ],
)
def test_mistakes_of_the_layout_have_a_line(old: str, new: str, code: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    _, problems = read(text.replace(old, new, 1).encode(), FILE.name, FIELDS)
    assert [(problem.code, problem.place.line is not None) for problem in problems] == [(code, True)]
