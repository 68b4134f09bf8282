"""The words of a page of hypertext, line by line as a browser breaks them, and the cells of its tables."""

import re
from typing import Any

from lxml import etree, html

Cells = list[tuple[int, int, int, int, int]]
"""Table, row and column of each cell, and the lines that it holds, the last not included."""
_BLOCK = (
    "address|article|aside|blockquote|body|br|caption|center|dd|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main"
    "|nav|ol|option|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
_UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "iframe",
    "object",
    "svg",
    "button",
    "select",
    "textarea",
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
MOST_SPANNED = 100


def page_lines(data: bytes) -> tuple[list[str], Cells]:
    """`data` is UTF-8 whatever the page says of itself; a page that is none has no lines."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    root = html.document_fromstring(data, parser=parser) if data.strip() else None
    page = _Page()
    if root is not None:
        # Events, because a page may be nested deeper than Python recurses.
        for event, element in etree.iterwalk(root, events=("start", "end")):
            page.opened(element) if event == "start" else page.closed(element)
    return [line.strip() for line in page.lines], page.cells


class _Page:
    def __init__(self) -> None:
        self.lines, self.cells = [""], Cells()
        self._unseen = self._depth = 0
        self._table = self._row = self._column = -1
        self._first = 0
        self._held: dict[int, int] = {}
        """By column: how many rows below are taken by a cell above."""

    def opened(self, element: Any) -> None:
        tag = element.tag
        if self._unseen or tag in _UNSEEN:
            self._unseen += 1
            return
        if re.fullmatch(_BLOCK, tag):
            self._break()
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._table, self._row, self._held = self._table + 1, -1, {}
        elif self._depth == 1 and tag == "tr":
            self._row, self._column = self._row + 1, 0
            self._held = {at: rows - 1 for at, rows in self._held.items() if rows > 1} if self._row else {}
        elif self._depth == 1 and tag in ("td", "th"):
            self._first = len(self.lines) - 1
        self._say(element.text)

    def closed(self, element: Any) -> None:
        tag = element.tag
        if self._unseen:
            self._unseen -= 1
        else:
            if self._depth == 1 and tag in ("td", "th"):
                self._cell(element)
            if tag == "table":
                self._depth -= 1
            if re.fullmatch(_BLOCK, tag):
                self._break()
        if not self._unseen:
            self._say(element.tail)

    def _cell(self, element: Any) -> None:
        self._break()
        while self._column in self._held:
            self._column += 1
        rows = _span(element, "rowspan")
        for row in range(max(self._row, 0), max(self._row, 0) + rows):
            self.cells.append((self._table, row, self._column, self._first, len(self.lines) - 1))
        for column in range(self._column, self._column + _span(element, "colspan")):
            if rows > 1:
                self._held[column] = rows
        self._column += _span(element, "colspan")

    def _break(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")

    def _say(self, words: str | None) -> None:
        if words:
            self.lines[-1] += _SPACE.sub(" ", words)


def _span(element: Any, name: str) -> int:
    said = str(element.get(name, "1")).strip()
    return min(max(int(said), 1), MOST_SPANNED) if said.isdecimal() and len(said) < 6 else 1
