"""Fonts for pictures made here: whether Chinese can be drawn, and where fonts are looked for when it cannot."""

from functools import cache
from pathlib import Path

from tracker.problems import Problem

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local" / "share" / "fonts",
    Path.home() / ".fonts",
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
)
FILES = (".ttf", ".ttc", ".otf", ".otc")
CODES = {
    "chart.no-chinese-font": (
        "这台机器上没有中文字体，图片里的汉字会变成方框，没有写出。查过 {folders}；{files}。",
        "请安装一种中文字体（如 fonts-noto-cjk，或把黑体、微软雅黑的字体文件放进 /usr/share/fonts）后重启；"
        "也可以改用 SVG，它的文字由看图的机器显示。",
    ),
}
TWO = ("海", "国")
"""Without a font both come out alike: as nothing, or as the same box."""


def chinese_missing(folders: tuple[Path, ...] = FOLDERS) -> Problem | None:
    """None when Chinese can be drawn. `folders` are looked through only where the system names no font by itself."""
    return None if _drawn() or _drawn_with(folders) else _problem(folders)


@cache
def _drawn_with(folders: tuple[Path, ...]) -> bool:
    import vl_convert

    for folder in folders:
        if folder.is_dir():
            vl_convert.register_font_directory(str(folder))
    _drawn.cache_clear()
    return _drawn()


@cache
def _drawn() -> bool:
    first, second = map(_ink, TWO)
    return first != second


def _ink(letter: str) -> bytes:
    import vl_convert

    text = f'<text x="4" y="32" font-size="30" font-family="sans-serif">{letter}</text>'
    return vl_convert.svg_to_png(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{text}</svg>'
    )


def _problem(folders: tuple[Path, ...]) -> Problem:
    looked = "、".join(str(folder) for folder in folders if folder.is_dir()) or "各字体文件夹都不存在"
    files = sorted({file.name for folder in folders if folder.is_dir() for file in _fonts(folder)})
    named = f"找到的字体文件 {len(files)} 个（{'、'.join(files[:5])}{' 等' if len(files) > 5 else ''}），都没有汉字"
    message, cure = CODES["chart.no-chinese-font"]
    words = message.format(folders=looked, files=named if files else "没有找到字体文件")
    return Problem("chart.no-chinese-font", words, cure)


def _fonts(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.suffix.lower() in FILES]
