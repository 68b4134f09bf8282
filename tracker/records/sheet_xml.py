"""What the reader of workbooks does not tell, looked up in their XML: percent formats, formulas without a value.

Only the child process runs this module. It reads what it needs by pattern, so that a large workbook costs little.
"""

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from tracker.records.upload import MAX_CELLS, MAX_ROWS, TOO_FULL, RefusedError, check_size

# Plain words are looked for without patterns where that will do: a form is read in a millisecond or two.
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))
"""The second is in the text of either order of bytes."""
_ROOT = re.compile(rb"<([\w:]+)")
_BUILT_IN = re.compile(rb"numFmtId=[\"'](?:9|10)[\"']")
_FAR = re.compile(rb" r=[\"'](?:[A-Z]{3}\d|[A-Z]{0,2}\d{5})")
"""A cell from column AAA on, a row or cell from row 10000 on; what lies between that and the limits is counted later."""
_ODD = (b"<f>", b"<f ", b"<f/", b":f", b't="e"', b"t='e'")
"""A sheet without any of these has neither formulas nor error values."""
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,6})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
PERCENT_FORMATS = {9, 10}
"""Numbers that every workbook gives to 0% and 0.00%."""

Place = tuple[int, int]


class StrangeXmlError(Exception):
    """The parts do not hang together as in a workbook of a known program."""


class Parts:
    """The parts of an unpacked workbook by name, and the workbook itself."""

    def __init__(self, data: bytes, parts: Mapping[str, bytes]) -> None:
        self._data, self._parts, self.names = data, parts, list(parts)

    def read(self, name: str) -> bytes:
        return self._parts[name]

    def guard(self) -> None:
        """Refuse what only an attack or a mishap brings: document types, a million rows, parts cut off."""
        if any(word in self._data for word in _DOCTYPE) and any(map(self._declares, self.names)):
            raise RefusedError("workbook.entities")
        for name in self.names:
            low = name.lower()
            is_sheet = low.startswith("xl/worksheets/") and low.endswith(".xml")
            if not is_sheet and low != "xl/sharedstrings.xml":
                continue
            part = self.read(name)
            # The reader of cells takes what it can of a part that has been cut off; half a sheet is no sheet.
            if not _whole(part):
                raise RefusedError("workbook.unreadable")
            if is_sheet and (part.count(b"row ") > MAX_ROWS or _FAR.search(part)):
                check_size(MAX_ROWS + 1, 0, self._sheet(name))
            if is_sheet and part.count(b"<v>") + part.count(b"<is>") > MAX_CELLS:
                raise RefusedError("workbook.too-large", TOO_FULL)

    def _declares(self, name: str) -> bool:
        is_xml = name.lower().endswith((".xml", ".rels", ".vml"))
        return is_xml and any(word in self.read(name) for word in _DOCTYPE)

    def _sheet(self, part: str) -> str:
        """The name of the sheet that a part holds, as far as the workbook tells."""
        try:
            return next((name for name, path in _paths(self).items() if path == part), part)
        except (expat.ExpatError, KeyError):
            return part


def _whole(part: bytes) -> bool:
    """Whether it ends with the element that it begins with. No program writes a workbook in UTF-16."""
    root = _ROOT.search(part)
    return (
        root is not None and b"\0" not in part[:100] and part.rstrip().endswith((b"</%s>" % root[1], b"/>"))
    )


class Marks:
    """The marks of one workbook's sheets, by the sheet's name."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._paths = _paths(parts)
        self._percent = {b"%d" % number for number in _percent_styles(parts)}

    def of(self, sheet: str) -> tuple[set[Place], dict[Place, tuple[str, str]]]:
        """The places shown as percentages, and those without a usable value: no-result or error, with its text."""
        if sheet not in self._paths:
            raise StrangeXmlError(sheet)
        part = self._parts.read(self._paths[sheet])
        percent: set[Place] = set()
        without: dict[Place, tuple[str, str]] = {}
        if not self._percent and not any(word in part for word in _ODD):
            return percent, without
        for found in _CELL.finditer(part):
            attributes, inside = found[1] or b"", found[2] or b""
            if not inside:
                continue
            place, style, kind = (pattern.search(attributes) for pattern in (_PLACE, _STYLE, _TYPE))
            if place is None:
                raise StrangeXmlError(sheet)
            at, value = (int(place[2]), _column(place[1])), _VALUE.search(inside)
            if kind and kind[1] == b"e":
                without[at] = ("error", value[1].decode("utf-8", "replace") if value else "")
            elif not value and (kind is None or kind[1] != b"str") and _FORMULA.search(inside):
                without[at] = ("no-result", "")
            elif style and style[1] in self._percent:
                percent.add(at)
        return percent, without


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _paths(parts: Parts) -> dict[str, str]:
    """Name of a sheet -> name of its part."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, _, attributes in _elements(parts.read("xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    found = {}
    for name, _, attributes in _elements(parts.read("xl/workbook.xml")):
        if name == "sheet":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(reference, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in parts.names:
                found[attributes.get("name", "")] = path
    return found


def _percent_styles(parts: Parts) -> Iterator[int]:
    """Numbers of the cell styles that show a hundred times the stored number."""
    part = parts.read("xl/styles.xml") if "xl/styles.xml" in parts.names else b""
    if b"%" not in part and not _BUILT_IN.search(part):
        return
    elements = _elements(part)
    formats = {
        int(attributes["numFmtId"])
        for name, _, attributes in elements
        if name == "numFmt" and is_percent(attributes.get("formatCode", ""))
    } | PERCENT_FORMATS
    styles = [attributes for name, parent, attributes in elements if name == "xf" and parent == "cellXfs"]
    for number, attributes in enumerate(styles):
        if int(attributes.get("numFmtId", "0")) in formats:
            yield number


def is_percent(number_format: str) -> bool:
    """A percent sign that scales; one in quotes or after a backslash is mere text."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format)


def _elements(part: bytes) -> list[tuple[str, str, Mapping[str, str]]]:
    """Every element of a small part: its name, its parent's name, its attributes."""
    found: list[tuple[str, str, Mapping[str, str]]] = []
    above = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        found.append((local, above[-1], attributes))
        above.append(local)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: above.pop()
    parser.Parse(part, True)
    return found
