"""The board as one HTML file: no outside request, no script, readable in old browsers; every counted number is named."""

from pathlib import Path

from markupsafe import Markup

from tracker import queries
from tracker.audit.heads import Heads, heads, heads_in_words
from tracker.labels import LIGHT_TONES, LIGHTS, PRODUCT
from tracker.markup import join, tag
from tracker.report.about import documents_in_words
from tracker.report.asked import Asked, stamp
from tracker.report.board.cells import FIELDS, cells, counted, rows
from tracker.report.board.layout import FILE, BoardLayout, Section, load
from tracker.report.board.marks import NOTHING, figure
from tracker.report.board.style import style
from tracker.report.figures import Figures, figures
from tracker.report.summary import summary
from tracker.sentences import day
from tracker.snapshot import Snapshot, Workspace

# The file itself forbids what it never asks for.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
NAMED = "data-figure="


def write(workspace: Workspace, asked: Asked, target: Path, layout: Path = FILE) -> None:
    """Raises LayoutRefused when the layout has mistakes, OSError when `target` cannot be written."""
    target.write_bytes(made(workspace, asked, layout))


def made(workspace: Workspace, asked: Asked, layout: Path = FILE) -> bytes:
    """The file of one state; the same plan, chains, day and instant give the same bytes."""
    laid_out = load(layout, FIELDS)
    now, before = asked.states(workspace)
    ends = heads(workspace, asked.known_at)
    return compose(now, before, laid_out, ends, asked).encode()


def compose(now: Snapshot, before: Snapshot, layout: BoardLayout, ends: Heads, asked: Asked) -> str:
    words = {"documents": documents_in_words(now), "as_of": day(now.clock.as_of)}
    known, demo = figures(now, before), queries.opening(now)[1]
    title, said = layout.title.format(**words), heads_in_words(ends)
    sections = [
        _section(one, f"s{at}", now, before, known, words) for at, one in enumerate(layout.sections, 1)
    ]
    ways = [tag("a", one.title.format(**words), href=f"#s{at}") for at, one in enumerate(layout.sections, 1)]
    body = join(
        [
            _head(layout, title, words, f"{layout.heads}：{said}", demo),
            tag("p", *map(_piece, _summary(now, known)), class_="lead"),
            tag("p", *ways, class_="ways"),
            *sections,
            tag("p", layout.foot.format(**words), class_="foot"),
        ]
    )
    sheet = "　".join([title, layout.note.format(**words), said, *([layout.demo_mark] if demo else [])])
    named = str(body).count(NAMED)
    head = join(
        [
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="X-UA-Compatible", content="IE=edge"),
            tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
            tag("meta", name="tracker", content=stamp(asked, now, named).in_words()),
            tag("title", f"{title}－{PRODUCT}"),
            tag("style", style(layout.fonts, layout.size, layout.landscape, sheet), type="text/css"),
        ]
    )
    whole = tag("html", tag("head", head), tag("body", body), lang="zh-CN")
    return f"<!DOCTYPE html>\n{whole}\n"


def _head(layout: BoardLayout, title: str, words: dict[str, str], ends: str, demo: bool) -> Markup:
    said = [tag("span", part) for part in (layout.note.format(**words), ends)]
    marks = [tag("span", layout.demo_mark, class_="demo")] if demo else []
    return tag("div", tag("h1", title), tag("p", *said, *marks, class_="said"), class_="head")


def _summary(now: Snapshot, known: Figures) -> list[tuple[str, Markup | None]]:
    """Words and the named figure they end with."""
    return [
        (piece.text, None) if not piece.figure else ("", _said(piece.figure, known)) for piece in summary(now)
    ]


def _said(name: str, known: Figures) -> Markup:
    light = name.removeprefix("light.")
    return tag("b", figure(name, known), class_=LIGHT_TONES.get(light) if light in LIGHTS else None)


def _piece(part: tuple[str, Markup | None]) -> object:
    words, number = part
    return words if number is None else number


def _section(
    section: Section, anchor: str, now: Snapshot, before: Snapshot, known: Figures, words: dict[str, str]
) -> Markup:
    found, shown = rows(section.content, now, before), cells(section.content, known)
    counts = join(
        part for name, of in counted(section.content, known) for part in (f"{name} ", figure(of, known), "　")
    )
    heading = tag("h2", section.title.format(**words), tag("span", counts, class_="counts"), id=anchor)
    note = tag("p", section.note.format(**words), class_="note") if section.note else ""
    if not found:
        return join([heading, tag("p", section.empty, class_="note")])
    whole = sum(column.width for column in section.columns)
    classes = [column.align if column.align != "left" else "" for column in section.columns]
    body = [
        tag(
            "tr",
            *(
                tag(
                    "td",
                    value if (value := shown[column.field](row)) not in (None, "") else NOTHING,
                    class_=of,
                )
                for column, of in zip(section.columns, classes, strict=True)
            ),
        )
        for row in found
    ]
    table = tag(
        "table",
        tag(
            "colgroup",
            *(tag("col", style=f"width:{column.width / whole * 100:.2f}%") for column in section.columns),
        ),
        tag(
            "thead",
            tag(
                "tr",
                *(
                    tag("th", column.heading, scope="col", class_=of)
                    for column, of in zip(section.columns, classes, strict=True)
                ),
            ),
        ),
        tag("tbody", *body),
        class_="t",
    )
    return join([heading, note, table])
