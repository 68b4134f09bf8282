"""What a .pdf draws is not always what it says: radicals in place of characters, and marks that nobody sees."""

import unicodedata

_RADICALS = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
_SUPPLEMENT = (
    "⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页"
    "⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻱龟⼾户⾭青⿈黄"
)
"""Radicals that Unicode maps to no character or to an old form of it, each with the character it is printed as."""
_PRINTED = {code: unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS}
_PRINTED |= dict(zip(map(ord, _SUPPLEMENT[::2]), _SUPPLEMENT[1::2], strict=True))
_PRINTED |= dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), "")


def as_printed(text: str) -> str:
    """⽬ and ⼈ as 目 and 人, which is what the page shows; marks without width are left out."""
    return text.translate(_PRINTED)
