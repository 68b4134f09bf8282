"""Files to attach: documents of Word and PDF with Chinese text, good and hostile ones."""

import io
from collections.abc import Iterable

import docx
import pypdf
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.parcels import lying, put


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def word_of(body: str) -> bytes:
    """A document with this XML as its body, in the usual namespace `w`."""
    document = docx.Document()
    for element in parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>"):
        document.element.body.insert(-1, element)
    return saved(document)


def numbered_word(levels: Iterable[tuple[str, str]], paragraphs: Iterable[tuple[int, str]]) -> bytes:
    """Paragraphs that Word numbers by itself: `levels` are (form, label such as %1、), paragraphs (level, words)."""
    shapes = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{label}"/></w:lvl>'
        for at, (form, label) in enumerate(levels)
    )
    numbering = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="7">{shapes}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
        for level, words in paragraphs
    )
    return put(word_of(body), "word/numbering.xml", numbering.encode())


def lying_bomb() -> bytes:
    """20 MB would come out."""
    return lying(word("甲"), "word/media/x", 20_000_000)


def pdf(*pages: Iterable[str]) -> bytes:
    """A PDF whose pages have these lines, with a font that maps every character back to its text."""
    texts = [list(lines) for lines in pages]
    used = sorted({character for lines in texts for line in lines for character in line})
    code = {character: number for number, character in enumerate(used, 1)}
    mapping = "\n".join(f"<{number:04X}> <{ord(character):04X}>" for character, number in code.items())
    unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(code)} beginbfchar\n{mapping}\nendbfchar endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(texts)} /Kids [{' '.join(f'{6 + 2 * at} 0 R' for at in range(len(texts)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /F /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(unicode),
    ]
    for at, lines in enumerate(texts):
        shown = "".join(
            f"BT /F1 12 Tf 50 {780 - 20 * row} Td <{''.join(f'{code[c]:04X}' for c in line)}> Tj ET\n"
            for row, line in enumerate(lines)
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {7 + 2 * at} 0 R >>"
        )
        objects.append(_stream(shown))
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>"
    return out + f"{tail}\nstartxref\n{len(out)}\n%%EOF".encode()


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


def locked_pdf(password: str, *lines: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(lines)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
