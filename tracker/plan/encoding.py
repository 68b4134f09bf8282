"""Which encoding a text file of unknown origin is in, and whether it was damaged on its way."""

from dataclasses import dataclass

UTF_8, GB = "utf-8-sig", "gb18030"


@dataclass(frozen=True)
class Encoding:
    name: str
    line: int = 1
    """The first line that is no UTF-8."""
    damaged: int = 0
    """Places of a text in UTF-8 that cannot be read any more."""


def encoding_of(data: bytes) -> Encoding:
    """UTF-8 or GB 18030; what is neither is taken for GB 18030 and fails to decode."""
    try:
        data.decode(UTF_8)
        return Encoding(UTF_8)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    # Chinese text in GBK has hardly a pair of bytes that UTF-8 knows; damaged UTF-8 has few that it does not.
    text = data.decode(UTF_8, errors="replace")
    damaged = text.count("\ufffd")
    if damaged < sum(char > "\x7f" for char in text) / 2:
        return Encoding(UTF_8, line, damaged)
    return Encoding(GB, line)
