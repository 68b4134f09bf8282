"""A short list of named facts, set as a table without a heading row."""

from collections.abc import Iterable

from markupsafe import Markup

from tracker.ui.markup import tag


def facts(pairs: Iterable[tuple[str, object]], *, caption: str) -> Markup:
    """Pairs with nothing to say (None or "") are left out."""
    rows = [
        tag("tr", tag("th", name, scope="row"), tag("td", told))
        for name, told in pairs
        if told not in (None, "")
    ]
    return tag("table", tag("caption", caption), tag("tbody", *rows), class_="t facts")


def under(words: object) -> Markup:
    """A quiet second line inside a cell."""
    return tag("small", words, class_="under") if words else Markup("")
