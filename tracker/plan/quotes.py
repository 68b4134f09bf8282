"""Does a quotation hold the words or the figure that it is said to set?"""

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)
_GRADES = re.compile(r"([一二三四五六七八九])(?:星)?级")
_TENTHS = re.compile(r"([一二三四五六七八九])成")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}
_WORDS = {
    "翻番": 2,
    "翻一番": 2,
    "增长一倍": 2,
    "提高一倍": 2,
    "翻两番": 4,
    "全覆盖": 100,
    "全部": 100,
    "全面": 100,
    "百分之百": 100,
    "一半": 50,
    "过半": 50,
    "清零": 0,
    "为零": 0,
    "零增长": 0,
}


def holds(quote: str, words: str) -> bool:
    return _plain(words) in _plain(quote)


def figures(quote: str) -> set[Decimal]:
    """Every number a quotation states, in digits or in the usual words; 翻一番 is 2, 全覆盖 is 100, 二星级 is 2."""
    plain = _plain(quote)
    texts = _NUMBER.findall(plain) + _NUMBER.findall(_THOUSANDS.sub("", plain))
    stated = {Decimal(text) for text in texts}
    stated |= {Decimal(value) for word, value in _WORDS.items() if word in plain}
    stated |= {Decimal(_DIGITS[digit]) for digit in _GRADES.findall(plain)}
    return stated | {Decimal(10 * _DIGITS[digit]) for digit in _TENTHS.findall(plain)}


def _plain(text: str) -> str:
    """Half-width, without spaces and quotation marks."""
    return re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", text))
