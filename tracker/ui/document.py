"""The HTML document around the pages: Streamlit's own, made Chinese, with our style sheet and link handling."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from streamlit import file_util

from tracker.labels import COLOURS, PRODUCT

ASSETS = Path(__file__).with_name("assets")

NOSCRIPT = "<noscript><p>本系统需要浏览器启用 JavaScript。</p></noscript>"
NOT_FOUND = f"""<!DOCTYPE html>
<html lang="zh-CN"><meta charset="utf-8"><title>没有这个页面</title>
<body style="font: 16px/1.8 sans-serif; color: {COLOURS["ink"]}; background: {COLOURS["ground"]}; padding: 3em">
<p>没有这个页面，可能是地址写错了。</p><p><a href="/" style="color: {COLOURS["brand"]}">返回总览</a></p></body></html>"""


@cache
def html(paths: tuple[str, ...]) -> str:
    """Streamlit's installed page with its head, language and no-script text replaced.

    `paths` are the addresses between which links navigate without loading the document anew. Raises ValueError when
    the installed Streamlit's page is no longer of the known shape.
    """
    page = Path(file_util.get_static_dir(), "index.html").read_text("utf-8")
    colours = ";".join(f"--{name}:{value}" for name, value in COLOURS.items())
    head = (
        f"<title>{PRODUCT}</title>"
        f'<link rel="icon" href="{asset("icon.svg")}" type="image/svg+xml">'
        f'<link rel="stylesheet" href="{asset("shell.css")}">'
        f'<script src="{asset("shell.js")}"></script>'
    )
    page = _between(
        page, "<html", ">", f'<html lang="zh-CN" data-pages="{" ".join(paths)}" style="{colours}">'
    )
    page = _between(page, '<link rel="shortcut icon"', "</title>", head)
    page = _between(page, "<!--\n      Machine-readable", "/>", "")
    page = _between(page, "<script>", "</script>", "")
    return _between(page, "<noscript>", "</noscript>", NOSCRIPT)


@cache
def asset(name: str) -> str:
    """The address of a file in `assets`, changing with its content so that browsers may keep it."""
    version = sha256((ASSETS / name).read_bytes()).hexdigest()[:8]
    return f"/assets/{name}?v={version}"


def _between(page: str, start: str, end: str, new: str) -> str:
    begin = page.index(start)
    return page[:begin] + new + page[page.index(end, begin) + len(end) :]
