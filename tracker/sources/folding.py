"""Words compared without white space and with full-width forms as half-width ones, and nothing else."""

from array import array
from collections.abc import Iterator, Sequence

_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def fold(words: str) -> str:
    """，（％Ａ become ,(%A and all white space goes; quotation marks, 。 and all else stay as they are."""
    return "".join(words.split()).translate(_NARROW)


class Folded:
    """Consecutive lines of a file as one folded text in which every character knows where it stands.

    Offsets count folded characters; `first` is the number of the first line in its file.
    """

    def __init__(self, lines: Sequence[str], first: int = 1) -> None:
        self.lines, self.first = lines, first
        self._line, self._column = array("I"), array("I")
        self._starts = array("I")
        characters: list[str] = []
        for index, line in enumerate(lines):
            self._starts.append(len(characters))
            for column, character in enumerate(line):
                if not character.isspace():
                    characters.append(character)
                    self._line.append(index)
                    self._column.append(column)
        self.original = "".join(characters)
        """As `text`, but in the width of the file."""
        self.text = self.original.translate(_NARROW)

    def __len__(self) -> int:
        return len(self.text)

    def start_of(self, index: int) -> int:
        """Where a line begins, given by its place in `lines`; the end of the text for the one after the last."""
        return self._starts[index] if index < len(self._starts) else len(self.text)

    def line_at(self, offset: int) -> int:
        """The number of the line in the file."""
        return self._line[min(offset, len(self._line) - 1)] + self.first if self._line else self.first

    def lines_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The ranges of the lines that have a character in a range, cut to it."""
        while start < end:
            stop = min(self.start_of(self._line[start] + 1), end)
            yield start, stop
            start = stop

    def places(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Index in `lines` and column of each character of a range."""
        return zip(self._line[start:end], self._column[start:end], strict=True)

    def occurrences(self, words: str) -> list[tuple[int, int]]:
        """Every range in which the folded words stand, also across lines; overlapping ones too."""
        wanted, found = fold(words), []
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            found.append((at, at + len(wanted)))
            at = self.text.find(wanted, at + 1)
        return found

    def longest_beginning(self, words: str) -> tuple[str, int | None]:
        """The longest beginning of the folded words that stands in the text, and where it first does."""
        wanted = fold(words)
        low, high = 0, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            if wanted[:middle] in self.text:
                low = middle
            else:
                high = middle - 1
        return wanted[:low], self.text.find(wanted[:low]) if low else None
