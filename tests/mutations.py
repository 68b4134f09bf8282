"""A unit's form after something bad has happened to it: by chance, by a careless hand, or on purpose."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from openpyxl.workbook import Workbook

from tests.forms import ITEMS, PROGRESS, READING, Sheet, filled
from tests.parcels import added, crowded, lying, of_part

PARTS = ("xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml", "xl/styles.xml")
PARTS += ("[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml")
MILLION = 1_048_576
HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))


class Mutated(NamedTuple):
    name: str
    data: bytes
    cell: tuple[str, str] | None = None
    """The cell that has to be named, as sheet and place."""


def bytes_damaged(data: bytes, dice: Random) -> Mutated:
    """What a bad disk, a bad line or a bad stick does."""
    damaged, how = bytearray(data), dice.choice(("flip", "cut", "zeros", "noise", "twice", "shift"))
    at, length = dice.randrange(len(data)), dice.choice((1, 16, 700))
    match how:
        case "flip":
            for _ in range(dice.choice((1, 8, 64))):
                damaged[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case "cut":
            del damaged[at:]
        case "zeros":
            damaged[at : at + length] = bytes(min(length, len(data) - at))
        case "noise":
            damaged[at : at + length] = dice.randbytes(min(length, len(data) - at))
        case "twice":
            damaged[at:at] = damaged[at : at + length]
        case "shift":
            del damaged[at : at + length]
    return Mutated(f"bytes: {how} at {at}", bytes(damaged))


def xml_damaged(data: bytes, dice: Random) -> Mutated:
    """A part is mangled and put back whole into the parcel."""
    part, how = (
        dice.choice(PARTS),
        dice.choice(("cut", "gap", "letter", "twice", "tag", "empty", "attribute")),
    )

    def change(content: bytes) -> bytes:
        at, length = dice.randrange(len(content)), dice.randrange(1, 40)
        match how:
            case "cut":
                return content[:at]
            case "gap":
                return content[:at] + content[at + length :]
            case "letter":
                return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]
            case "twice":
                return content[: at + length] + content[at:]
            case "tag":
                return content[:at] + b"<x>" + content[at:]
            case "empty":
                return b""
        return content[:at] + content[at:].replace(b'="', b"=", 1)

    return Mutated(f"xml: {how} in {part}", of_part(data, part, change))


WRONG: tuple[tuple[str, str, object], ...] = (
    (PROGRESS, "完成比例（%）", "约七成"),
    (PROGRESS, "完成比例（%）", -5),
    (PROGRESS, "完成比例（%）", 101),
    (PROGRESS, "完成比例（%）", 1e300),
    (PROGRESS, "完成比例（%）", "75‰"),
    (PROGRESS, "完成比例（%）", "7 5,0"),
    (PROGRESS, "完成比例（%）", True),
    (PROGRESS, "完成比例（%）", "#DIV/0!"),
    (PROGRESS, "完成比例（%）", "=A1/0"),
    (PROGRESS, "自评", "紫"),
    (PROGRESS, "自评", 3),
    (PROGRESS, "本期进展", "长" * 4001),
    (READING, "数值", "约10%"),
    (READING, "数值", "10％以上"),
    (READING, "数值", "1e3"),
    (READING, "数值", "二十"),
    (READING, "数值", "=1/0"),
    (READING, "数值", "NaN"),
    (READING, "数值", 1e250),
    (READING, "数值", -1),
    (READING, "数据性质", "大概数"),
    (READING, "统计期", "去年"),
    (READING, "统计期", "2026-13"),
    (READING, "统计期", "2031"),
    (READING, "公布日期", "2026-02-30"),
    (READING, "公布日期", "下个月"),
    (READING, "公布日期", "2099-01-01"),
    (ITEMS, "办结日期", "2025年底"),
    (ITEMS, "办结日期", 12),
    (ITEMS, "办结日期", "2099-12-31"),
    (ITEMS, "办结日期", "=TODAY("),
    (ITEMS, "办结日期", False),
)
"""Entries that cannot be right, in a row that is otherwise filled in well."""
RIGHT = {
    PROGRESS: {"本期进展": "已完成 6 处"},
    READING: {"统计期": "2025", "数值": 9.1, "数据性质": "最终数", "来源": "公报"},
    ITEMS: {"办结日期": "2025-12-20", "办结说明": "已建成"},
}


def wrong_entry(data: bytes, dice: Random) -> Mutated:
    sheet_name, heading, wrong = dice.choice(WRONG)
    places: list[str] = []

    def fill(book: Workbook) -> None:
        sheet = Sheet(book[sheet_name])
        subject = sheet.subjects[0]
        sheet.fill(subject, **(RIGHT[sheet_name] | {heading: wrong}))
        cell = sheet.cell(subject, heading)
        if isinstance(wrong, str) and wrong.startswith(("=", "#")):
            cell.value = wrong
        places.append(str(cell.coordinate))

    changed = filled(data, fill)
    return Mutated(f"entry: {heading} {str(wrong)[:12]!r}", changed, (sheet_name, places[0]))


def careless(data: bytes, dice: Random) -> Mutated:
    """Row keys, headings, hidden sheets: what must not be touched has been."""
    sheet_name, how = dice.choice((PROGRESS, READING, ITEMS)), dice.randrange(6)

    def fill(book: Workbook) -> None:
        sheet = Sheet(book[sheet_name])
        row, subject = sheet.top + 1, sheet.subjects[0]
        heading, text = next(
            (name, text) for name, text in RIGHT[sheet_name].items() if isinstance(text, str)
        )
        match how:
            case 0:
                sheet.sheet.cell(row, sheet.key_column).value = f"progress:{dice.random()}#0"
            case 1:
                sheet.fill(subject, **RIGHT[sheet_name])
                sheet.sheet.cell(sheet.top, sheet.headings[heading]).value = "甲"
            case 2:
                sheet.sheet.delete_cols(sheet.key_column)
            case 3:
                book["登记信息"].cell(dice.randrange(1, 9), dice.randrange(1, 3)).value = "改过"
            case 4:
                del book["登记信息"]
            case 5:
                column = sheet.headings[heading]
                sheet.sheet.cell(sheet.sheet.max_row + 2, column).value = text

    return Mutated(f"careless: {how} in {sheet_name}", filled(data, fill))


def _sheet(inside: bytes) -> bytes:
    return HEAD + b"<worksheet " + MAIN + b"><sheetData>" + inside + b"</sheetData></worksheet>"


def attacks(data: bytes) -> Iterator[Mutated]:
    """Each of them once."""
    yield from quick_attacks(data)
    yield from bombs(data)


def quick_attacks(data: bytes) -> Iterator[Mutated]:
    """Those that are made in no time."""
    two, row = PARTS[0], b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    yield Mutated("the last row alone", of_part(data, two, lambda _: _sheet(row % (MILLION, MILLION))))
    corner = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="%d"><c r="XFD%d"><v>1</v></c></row>'
    yield Mutated("the last corner", of_part(data, two, lambda _: _sheet(corner % (MILLION, MILLION))))
    near = b'<row r="9999"><c r="ZZ9999"><v>1</v></c></row>'
    yield Mutated(
        "a corner that is not searched for", of_part(data, two, lambda _: _sheet(row % (1, 1) + near))
    )
    wide = b'<row r="1">' + b"<c><v>1</v></c>" * 16_384 + b"</row>"
    yield Mutated("every column", of_part(data, two, lambda _: _sheet(wide * 4)))
    laughs = b"<!DOCTYPE l [<!ENTITY l0 'lol'>" + LAUGHS + b"]>"
    outside = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for part in (two, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"):
        for name, doctype in (("laughs", laughs), ("entity from outside", outside)):
            bomb = of_part(data, part, lambda old, d=doctype: HEAD + d + old.split(b"?>", 1)[-1])  # type: ignore[misc]
            yield Mutated(f"{name} in {part}", bomb)
    hidden = HEAD.decode() + laughs.decode() + "<worksheet/>"
    yield Mutated("laughs in UTF-16", of_part(data, two, lambda _: hidden.encode("utf-16")))
    yield Mutated("hundreds of parts", crowded(data))
    yield Mutated("macros", added(data, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro"))
    yield Mutated("old macros", added(data, "xl/macrosheets/sheet1.xml", b"<x/>"))
    yield Mutated("password", b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    yield Mutated("an .xls", b"\xd0\xcf\x11\xe0" + bytes(9_000))
    yield Mutated("over 10 MB", data + Random(2).randbytes(10_600_000))
    yield Mutated("nothing", b"")
    yield Mutated("a picture", b"\x89PNG\r\n\x1a\n" + bytes(900))
    yield Mutated(
        "a parcel of something else", added(b"PK\x05\x06" + bytes(18), "word/document.xml", b"<x/>")
    )


def bombs(data: bytes) -> Iterator[Mutated]:
    """Small files out of which very much comes."""
    two, strings, row = PARTS[0], "xl/sharedStrings.xml", b'<row r="%d"><c r="A%d"><v>1</v></c></row>'
    noise = Random(1).randbytes(40_000).hex().encode()
    yield Mutated(
        "a million rows", of_part(data, two, lambda _: _sheet(b"<row><c><v>1</v></c></row>" * MILLION))
    )
    yield Mutated(
        "a million numbered rows",
        of_part(data, two, lambda _: _sheet(b"".join(row % (n, n) for n in range(1, MILLION + 1)))),
    )
    full = b"".join(b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row>" for _ in range(4_900))
    yield Mutated("a full sheet", of_part(data, two, lambda _: _sheet(full)))
    yield Mutated("a sheet of one tag", of_part(data, two, lambda _: _sheet(b"<x>" * 9_000_000)))
    yield Mutated("deep tags", of_part(data, two, lambda _: _sheet(b"<x>" * 1_000_000 + b"</x>" * 1_000_000)))
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:B2"/>' * 800_000 + b"</mergeCells></worksheet>"
    yield Mutated(
        "merged a million times", of_part(data, two, lambda old: old.replace(b"</worksheet>", merged))
    )
    many = b"<sst " + MAIN + b">" + b"<si><t>x</t></si>" * 2_500_000 + b"</sst>"
    yield Mutated("millions of texts", of_part(data, strings, lambda _: HEAD + many))
    long = b"<sst " + MAIN + b"><si><t>" + noise * 500 + b"</t></si></sst>"
    yield Mutated("one text of 40 MB", of_part(data, strings, lambda _: HEAD + long))
    styles = (
        b"<styleSheet "
        + MAIN
        + b"><cellXfs>"
        + b'<xf numFmtId="9"/>' * 2_000_000
        + b"</cellXfs></styleSheet>"
    )
    yield Mutated("millions of styles", of_part(data, "xl/styles.xml", lambda _: HEAD + styles))
    rich = [Random(3).randbytes(3).hex().encode() for _ in range(300_000)]
    texts = b"<sst " + MAIN + b">" + b"".join(b"<si><t>%s</t></si>" % text for text in rich) * 6 + b"</sst>"
    yield Mutated("texts that do not shrink much", of_part(data, strings, lambda _: HEAD + texts))
    cells = b"".join(
        b"<row>" + b"<c><v>%d</v></c>" * 300 % (*range(n, n + 300),) + b"</row>" for n in range(4_900)
    )
    yield Mutated("a full sheet of figures", of_part(data, two, lambda _: _sheet(cells)))
    for size in (20_000_000, 60_000_000, 400_000_000):
        yield Mutated(f"zip bomb of {size}", added(data, "xl/worksheets/sheet99.xml", bytes(size)))
        yield Mutated(f"zip bomb that lies, {size}", lying(data, "xl/worksheets/sheet99.xml", size))


CHANCES = (bytes_damaged,) * 9 + (xml_damaged,) * 5 + (wrong_entry,) * 4 + (careless,) * 2


def mutated(data: bytes, count: int, seed: int) -> Iterator[Mutated]:
    dice = Random(seed)
    for _ in range(count):
        yield dice.choice(CHANCES)(data, dice)
