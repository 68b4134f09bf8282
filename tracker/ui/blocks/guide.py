"""The user guide as a page: docs/user-guide.zh.md made into HTML here, its pictures served from this machine."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from tracker.records.disk import stamp
from tracker.ui.markup import tag

DOCS = Path(__file__).parents[3] / "docs"
GUIDE = DOCS / "user-guide.zh.md"
PICTURES = "/guide/"


class Guide(NamedTuple):
    """`sections` are the headings of the second level with their anchors."""

    html: Markup
    sections: tuple[tuple[str, str], ...]


def guide(file: Path = GUIDE) -> Guide | None:
    """None where the guide was not installed beside the product."""
    return _made(file, stamp(file)) if file.is_file() else None


@lru_cache(maxsize=4)
def _made(file: Path, _: object) -> Guide:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(file.read_text("utf-8"))
    sections = tuple(_anchored(tokens))
    for token in tokens:
        _kept_here(token.children or [])
        if token.type == "table_open":
            token.attrSet("class", "t")
    return Guide(Markup(reader.renderer.render(tokens, reader.options, {})), sections)


def slug(title: str) -> str:
    """The anchor of a heading, as the sites that show such files make it."""
    return re.sub(r"[^\w\s-]", "", title.lower()).strip().replace(" ", "-")


def _anchored(tokens: list[Token]) -> list[tuple[str, str]]:
    """Gives every heading an id; the first, the name of the guide, is that of the page already."""
    found = []
    for at, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        anchor = slug(tokens[at + 1].content)
        token.attrSet("id", anchor)
        if token.tag == "h2":
            found.append((tokens[at + 1].content, anchor))
        if token.tag == "h1":
            tokens[at + 1].children = []
    return found


def _kept_here(parts: list[Token]) -> None:
    """Pictures by our own address; a link to another document, which is not served, is left as words."""
    elsewhere = False
    for part in parts:
        if part.type == "image":
            part.attrSet("src", PICTURES + Path(str(part.attrGet("src"))).name)
            part.attrSet("loading", "lazy")
        elif part.type == "link_open":
            elsewhere = not str(part.attrGet("href")).startswith("#")
            if elsewhere:
                part.tag, part.attrs = "span", {}
        elif part.type == "link_close":
            part.tag = "span" if elsewhere else "a"


def contents(sections: tuple[tuple[str, str], ...], own: str) -> Markup:
    """The ways to the sections; that of the reader's own kind stands out."""
    links = [
        tag("a", title, href=f"#{anchor}", aria_current="true" if own and title.startswith(own) else None)
        for title, anchor in sections
    ]
    return tag("nav", *links, class_="sections", aria_label="目录")
