"""The circular and the brief of a workspace, written to memory and read back."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from docx import Document
from docx.document import Document as Written

from tests.report.sample import Q3
from tracker.queries.scope import HOME, Scope
from tracker.report import brief, circular
from tracker.report.asked import Asked
from tracker.snapshot import Workspace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def circular_of(place: Workspace, scope: Scope = HOME) -> bytes:
    target = BytesIO()
    circular.write(place, Q3, target, scope=scope)
    return target.getvalue()


def brief_of(place: Workspace, asked: Asked | None = None) -> bytes:
    target = BytesIO()
    brief.write(place, asked or Asked(Q3, Q3.end, None, HOME), target)
    return target.getvalue()


def opened(content: bytes) -> Written:
    return Document(BytesIO(content))


def paragraphs(content: bytes) -> list[str]:
    """Every paragraph in the order of the file, those in tables too."""
    return ["".join(node.text or "" for node in one.iter(f"{W}t")) for one in body(content).iter(f"{W}p")]


def body(content: bytes) -> ElementTree.Element:
    with zipfile.ZipFile(BytesIO(content)) as parts:
        return ElementTree.fromstring(parts.read("word/document.xml"))


def bookmarks(content: bytes) -> Iterator[tuple[str, str]]:
    """(id, name) of every bookmark."""
    for node in body(content).iter(f"{W}bookmarkStart"):
        yield node.get(f"{W}id", ""), node.get(f"{W}name", "")


def altered(content: bytes, mark: str, text: str) -> bytes:
    """The same file with other words at a bookmark."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                pattern = rb'(w:name="%s"/><w:r>.*?<w:t[^>]*>)[^<]*' % mark.encode()
                part, count = re.subn(pattern, rb"\g<1>" + text.encode(), part, count=1, flags=re.DOTALL)
                assert count == 1, mark
            new.writestr(name, part)
    return target.getvalue()
