"""What the reader of workbooks does not tell, looked up in their XML: percent formats, formulas without a value.

Only the child process runs this module. It reads what it needs by pattern, so that a large workbook costs little.
"""

import re
from collections.abc import Iterator, Mapping
from xml.parsers import expat
from zipfile import ZipFile

from tracker.records.upload import MAX_COLUMNS, MAX_ROWS, RefusedError, check_size

_DOCTYPE = re.compile(b"|".join("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be")))
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ROW_AT = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)[\"']")
_FAR = re.compile(rb"\br=[\"'][A-Z]{3}\d")
"""A cell from column AAA on."""
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_PLACE = re.compile(rb"\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_STYLE = re.compile(rb"\bs=[\"'](\d{1,6})[\"']")
_TYPE = re.compile(rb"\bt=[\"'](\w+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)<")
_ODD = re.compile(rb"<(?:\w+:)?f[\s/>]|\bt=[\"']e[\"']")
PERCENT_FORMATS = {9, 10}
"""Numbers that every workbook gives to 0% and 0.00%."""

Place = tuple[int, int]


class StrangeXmlError(Exception):
    """The parts do not hang together as in a workbook of a known program."""


def guard(parcel: ZipFile) -> None:
    """Refuse what only an attack or a mishap brings: document types, and sheets of a million rows."""
    names = _names(parcel)
    for name in parcel.namelist():
        low = name.lower()
        if not low.endswith((".xml", ".rels", ".vml")):
            continue
        part = parcel.read(name)
        if _DOCTYPE.search(part):
            raise RefusedError("workbook.entities")
        if low.startswith("xl/worksheets/"):
            rows = sum(1 for _ in _ROW.finditer(part))
            if rows <= MAX_ROWS:
                rows = max((int(found[1]) for found in _ROW_AT.finditer(part)), default=0)
            check_size(rows, MAX_COLUMNS + 1 if _FAR.search(part) else 0, names.get(name, name))


class Marks:
    """The marks of one workbook's sheets, by the sheet's name."""

    def __init__(self, parcel: ZipFile) -> None:
        self._parcel = parcel
        self._paths = _paths(parcel)
        self._percent = {b"%d" % number for number in _percent_styles(parcel)}

    def of(self, sheet: str) -> tuple[set[Place], dict[Place, tuple[str, str]]]:
        """The places shown as percentages, and those without a usable value: no-result or error, with its text."""
        if sheet not in self._paths:
            raise StrangeXmlError(sheet)
        part = self._parcel.read(self._paths[sheet])
        percent: set[Place] = set()
        without: dict[Place, tuple[str, str]] = {}
        if not self._percent and not _ODD.search(part):
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


def _names(parcel: ZipFile) -> dict[str, str]:
    """Name of a sheet's part -> name of the sheet, as far as the workbook tells."""
    try:
        return {path: name for name, path in _paths(parcel).items()}
    except (expat.ExpatError, KeyError):
        return {}


def _paths(parcel: ZipFile) -> dict[str, str]:
    """Name of a sheet -> name of its part."""
    targets = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, _, attributes in _elements(parcel.read("xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    found = {}
    for name, _, attributes in _elements(parcel.read("xl/workbook.xml")):
        if name == "sheet":
            reference = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            target = targets.get(reference, "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in parcel.namelist():
                found[attributes.get("name", "")] = path
    return found


def _percent_styles(parcel: ZipFile) -> Iterator[int]:
    """Numbers of the cell styles that show a hundred times the stored number."""
    if "xl/styles.xml" not in parcel.namelist():
        return
    elements = list(_elements(parcel.read("xl/styles.xml")))
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
