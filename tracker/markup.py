"""HTML that is escaped by construction: everything put into a tag is text unless it is Markup already."""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

VOID = frozenset({"br", "col", "input", "link", "meta"})
"""Elements without content and without an end."""


def tag(name: str, /, *content: object, **attributes: object) -> Markup:
    """An element. Attributes: `class_` and `aria_label` become ``class`` and ``aria-label``; None and "" leave one out.

    Written with f-strings and one escape a value: `Markup.format` takes five times as long, which counts in tables.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    )
    if name in VOID:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{''.join(map(escape, content))}</{name}>")


def join(parts: Iterable[object]) -> Markup:
    return Markup("".join(map(escape, parts)))


_PLAIN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")


def css_text(text: str) -> Markup:
    """A string of CSS: whatever could end it or mean something is written by its number."""
    return Markup('"' + "".join(one if _PLAIN.match(one) else f"\\{ord(one):x} " for one in text) + '"')
