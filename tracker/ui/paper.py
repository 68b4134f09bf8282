"""What a printed page says of itself: its title, scope, day, both heads and whether it is a demonstration, on every sheet."""

from markupsafe import Markup

from tracker.audit.heads import Heads, heads_in_words
from tracker.labels import PRODUCT
from tracker.markup import css_text
from tracker.sentences import day
from tracker.ui.markup import join, tag
from tracker.ui.registry import Page
from tracker.ui.state import View

DEMO = "演示数据，不得作为正式报送或考核依据"


def head(page: Page, view: View, scope: str, heads: Heads, demo: bool) -> Markup:
    """The heading of the first sheet, and what newer browsers repeat on the others; neither shows on a screen."""
    said = [tag("span", part) for part in (scope, f"截至{day(view.as_of)}", heads_in_words(heads))]
    marks = [tag("strong", DEMO, class_="demo")] if demo else []
    first = tag("header", tag("h1", page.title), tag("p", *said, *marks), class_="sheet")
    return join([_running(page, view, scope, heads, demo), first])


def button() -> Markup:
    """Opens the browser's own printing; see assets/shell.js."""
    return tag("a", "打印", href="#print", title="按 A4 打印本页，或另存为 PDF")


def _running(page: Page, view: View, scope: str, heads: Heads, demo: bool) -> Markup:
    """A style of this page alone: its paper, and the words for the margins of every sheet."""
    above = "　".join([PRODUCT, page.title, scope, f"截至{day(view.as_of)}"])
    words = {"above": above, "demo": DEMO if demo else "", "below": heads_in_words(heads)}
    variables = ";".join(f"--sheet-{name}:{css_text(text)}" for name, text in words.items())
    return tag("style", Markup(f":root{{{variables}}}@page{{size:A4 {page.paper}}}"))
