"""The numbers that Word counts by itself: 一、 （一） 1. stand in no text of the file, but they are what is printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE

from tracker.sources.numerals import chinese

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"}
_DIGITS = {"decimal", "decimalFullWidth", "decimalFullWidth2", "decimalHalfWidth"}
_CIRCLES = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}


@dataclass
class _List:
    """One numbered list: what each of its levels looks like, and how far each has been counted."""

    levels: Mapping[int, Any]
    counted: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        start = _number(self.levels[level], "start", 1)
        self.counted[level] = self.counted.get(level, start - 1) + 1
        self.counted = {at: count for at, count in self.counted.items() if at <= level}
        label = str(_value(self.levels[level], "lvlText") or "")
        if "%" not in label:
            return ""  # a bullet
        for at in range(level + 1):
            if f"%{at + 1}" in label and at in self.levels:
                count = self.counted.get(at, _number(self.levels[at], "start", 1))
                figure = _written(count, str(_value(self.levels[at], "numFmt")))
                if not figure:
                    return ""
                label = label.replace(f"%{at + 1}", figure)
        return label


class Numbering:
    """Labels of the paragraphs of one document, asked for in the order of the text."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = {}
        self._styles = {
            style.get(f"{_W}styleId"): style for style in document.styles.element.iterfind(f"{_W}style")
        }
        parts = [rel for rel in document.part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.NUMBERING]
        if not parts:
            return
        root = parts[0].target_part.element
        levels = {
            abstract.get(f"{_W}abstractNumId"): {
                int(level.get(f"{_W}ilvl")): level for level in abstract.iterfind(f"{_W}lvl")
            }
            for abstract in root.iterfind(f"{_W}abstractNum")
        }
        shared: dict[str, _List] = {}
        for num in root.iterfind(f"{_W}num"):
            abstract = str(_value(num, "abstractNumId"))
            restarts = num.find(f"{_W}lvlOverride/{_W}startOverride") is not None
            known = shared.setdefault(abstract, _List(levels.get(abstract, {})))
            self._lists[num.get(f"{_W}numId")] = _List(known.levels) if restarts else known

    def label(self, paragraph: Any) -> str:
        """What Word prints before the paragraph; "" for none, and for bullets."""
        found = paragraph.find(f"{_W}pPr")
        properties = found.find(f"{_W}numPr") if found is not None else None
        if properties is None:
            properties = self._of_style(str(_value(found, "pStyle")) if found is not None else "")
        if properties is None:
            return ""
        numbered = self._lists.get(str(_value(properties, "numId")))
        level = _number(properties, "ilvl", 0)
        return numbered.next(level) if numbered and level in numbered.levels else ""

    def _of_style(self, name: str) -> Any:
        for _ in range(10):  # a style may be based on itself in a damaged file
            style = self._styles.get(name)
            if style is None:
                return None
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None:
                return properties
            name = str(_value(style, "basedOn"))
        return None


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def _number(element: Any, name: str, default: int) -> int:
    value = _value(element, name)
    return int(value) if value and value.isdigit() else default


def _written(count: int, form: str) -> str:
    """A count in the list's own figures; "" for letters and Roman figures, which no clause path has."""
    if form in _CHINESE:
        return chinese(count)
    if form in _CIRCLES and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    return str(count) if form in _DIGITS else ""
