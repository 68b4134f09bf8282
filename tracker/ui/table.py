"""Tables of the pages as escaped HTML: unlike the canvas grid they link, print, and speak only Chinese."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from markupsafe import Markup

from tracker.ui.marks import link
from tracker.ui.markup import join, tag
from tracker.ui.state import View

Row = Mapping[str, Any]
PAGE_ROWS = 200
"""Rows on one screen page: ten thousand rows would be 0.9 MB on every rerun."""
NOTHING = tag("span", "—", class_="none")


@dataclass(frozen=True)
class Column:
    """`cell` is a key of the row or a function of it; text is escaped, Markup is kept, None shows a dash.

    `width` is a CSS length; columns without one share what is left. `sort` names the column in ``?sort=``
    (``-name`` for descending): the heading becomes a link, ordering the rows stays with the caller. Neighbours with
    the same `over` stand under one common heading.
    """

    heading: str
    cell: str | Callable[[Row], object]
    unit: str = ""
    align: Literal["left", "right", "center"] = "left"
    width: str = ""
    sort: str = ""
    over: str = ""

    def td(self, row: Row) -> Markup:
        found = row[self.cell] if isinstance(self.cell, str) else self.cell(row)
        return tag("td", NOTHING if found is None or found == "" else found, class_=self._class)

    def th(self, view: View | None) -> Markup:
        words: object = self.heading
        order = None
        if self.sort and view:
            arrow, order, then = {
                self.sort: ("↑", "ascending", f"-{self.sort}"),
                f"-{self.sort}": ("↓", "descending", ""),
            }.get(view.params.get("sort", ""), ("", "none", self.sort))
            words = link(join([self.heading, tag("i", arrow)]), view.here(sort=then, page=""))
        unit = tag("small", f"（{self.unit}）") if self.unit else ""
        return tag("th", words, unit, scope="col", class_=self._class, aria_sort=order)

    @property
    def _class(self) -> str:
        return "" if self.align == "left" else self.align


def table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    *,
    caption: str,
    view: View | None = None,
    group: Callable[[Row], str] | None = None,
    empty: str = "没有符合条件的记录。",
) -> Markup:
    """The whole table. `group` gives the text of a heading row put before each run of rows that share it.

    `view` is needed for sortable headings and for more than `PAGE_ROWS` rows, which are then shown page by page
    (``?page=``).
    """
    shown, pager = _page(rows, view) if view else (rows, Markup(""))
    span = str(len(columns))
    body = []
    for title, members in groupby(shown, group or (lambda _: "")):
        if title:
            body.append(tag("tr", tag("th", title, colspan=span, scope="rowgroup"), class_="group"))
        body.extend(tag("tr", *[column.td(row) for column in columns]) for row in members)
    if not rows:
        body.append(tag("tr", tag("td", empty, colspan=span, class_="empty")))
    whole = tag(
        "table",
        tag("caption", caption),
        tag("colgroup", *[tag("col", style=f"width:{c.width}" if c.width else "") for c in columns]),
        tag("thead", _over(columns), tag("tr", *[column.th(view) for column in columns])),
        tag("tbody", *body),
        class_="t",
    )
    return whole + pager


def _over(columns: Sequence[Column]) -> Markup:
    """The row of common headings, if any column has one."""
    if not any(column.over for column in columns):
        return Markup("")
    runs = [(title, str(len(list(run)))) for title, run in groupby(columns, lambda column: column.over)]
    cells = [
        tag("th", title, colspan=span, scope="colgroup" if title else "", class_="named" if title else "")
        for title, span in runs
    ]
    return tag("tr", *cells, class_="over")


def _page(rows: Sequence[Row], view: View) -> tuple[Sequence[Row], Markup]:
    pages = -(-len(rows) // PAGE_ROWS)
    if pages < 2:
        return rows, Markup("")
    wanted = view.params.get("page", "1")
    page = min(max(int(wanted[:9]), 1), pages) if wanted.isdecimal() else 1
    links = [
        tag("b", n) if n == page else link(n, view.here(page=str(n) if n > 1 else ""))
        for n in range(1, pages + 1)
    ]
    words = f"共 {len(rows)} 条，第 {page} 页，共 {pages} 页："
    return rows[(page - 1) * PAGE_ROWS : page * PAGE_ROWS], tag(
        "nav", words, *links, class_="pager", aria_label="分页"
    )
