"""The bytes of a file -> text that YAML can read, with the slips of the keyboard mended and reported."""

import codecs
import re
from bisect import bisect_right

from tracker import model
from tracker.plan.catalogue import problem
from tracker.plan.encoding import GB, encoding_of
from tracker.problems import Place, Problem

MAX_BYTES = 5 * 1024 * 1024
MAX_CONTROL_CHARACTERS = 100

SECTIONS = {*model.PlanFile.model_fields, *model.Calendar.model_fields} | {
    *("units", "thresholds", "reminders", "supervision"),
    *("groups", "lines", "grades", "grading"),
}
"""What may stand at the margin of a file."""

KEYS = frozenset(
    name
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Frozen)
    for name in kind.model_fields
) | frozenset(SECTIONS)

_KEY = "|".join(sorted(KEYS, key=len, reverse=True))
_FULL_WIDTH_COLON = re.compile(rf"^( *(?:- +)*)([\"']?)({_KEY})\2 *：[ \u3000]*", re.MULTILINE)
_NO_SPACE = re.compile(rf"^( *(?:- +)*)({_KEY}):(?=[^\s:])(.*)", re.MULTILINE)
_INDENT = re.compile(r"^[ ]*[\t\u3000\xa0][ \t\u3000\xa0]*(?=\S)", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_SPACES = str.maketrans({"\t": "  ", "\u3000": "  ", "\xa0": " "})
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_text(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """The text, mended line by line so that line numbers stay those of the file; None when it is no text."""
    text, problems = _decode(data, file)
    if text is None:
        return None, problems
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROL.findall(text)) > MAX_CONTROL_CHARACTERS:
        return None, [*problems, problem("file.binary", Place(file, 1))]
    for mend in (_control_characters, _indentation, _colons):
        text, found = mend(text, file)
        problems += found
    return text, problems


class _Places:
    """Offset in a text -> line and column, also when asked a hundred thousand times."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> Place:
        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)


def _decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if len(data) > MAX_BYTES:
        return None, [problem("file.too-large", Place(file, 1), limit=MAX_BYTES // 2**20)]
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return text, [problem("file.encoding", Place(file, 1), encoding="UTF-16")]
    if b"\x00" in data:
        return None, [problem("file.binary", Place(file, 1))]
    found = encoding_of(data)
    place = Place(file, found.line)
    if found.damaged:
        text = data.decode(found.name, errors="replace")
        return text, [problem("file.damaged-bytes", place, count=found.damaged)]
    try:
        text = data.decode(found.name)
    except UnicodeDecodeError:
        return None, [problem("file.binary", Place(file, 1))]
    return text, [problem("file.encoding", place, encoding="GBK")] if found.name == GB else []


def _control_characters(text: str, file: str) -> tuple[str, list[Problem]]:
    places = _Places(text, file)
    found = [
        problem("yaml.control-character", places.at(match.start()), number=f"U+{ord(match[0]):04X}")
        for match in _CONTROL.finditer(text)
    ]
    return _CONTROL.sub(" ", text), found


def _indentation(text: str, file: str) -> tuple[str, list[Problem]]:
    """One problem a file and kind: a file indented with tabs has a hundred such lines and one cause."""
    places = _Places(text, file)
    matches = list(_INDENT.finditer(text))
    found = []
    for code, wrong in (("yaml.tab", "\t"), ("yaml.full-width-space", "\u3000\xa0")):
        lines = [match for match in matches if any(char in wrong for char in match[0])]
        if lines:
            column = next(n for n, char in enumerate(lines[0][0]) if char in wrong)
            found.append(problem(code, places.at(lines[0].start() + column), count=len(lines)))
    return _INDENT.sub(lambda match: match[0].translate(_SPACES), text), found


def _colons(text: str, file: str) -> tuple[str, list[Problem]]:
    places = _Places(text, file)
    found = [
        problem("yaml.full-width-colon", places.at(match.start() + match[0].index("：")), key=match[3])
        for match in _FULL_WIDTH_COLON.finditer(text)
    ]
    text = _FULL_WIDTH_COLON.sub(r"\1\3: ", text)
    places = _Places(text, file)
    found += [
        problem("yaml.no-space-after-colon", places.at(match.end(2)), key=match[2], value=match[3])
        for match in _NO_SPACE.finditer(text)
    ]
    return _NO_SPACE.sub(r"\1\2: \3", text), found
