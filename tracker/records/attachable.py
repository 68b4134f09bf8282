"""Which files may prove a report: known types only, told by their content and by their ending, without macros."""

from pathlib import PurePath

from tracker.problems import Place, Problem
from tracker.records.codes import problem
from tracker.records.kinds.evidence import LARGEST, EvidenceFormat
from tracker.records.parcel import MEGABYTE, ParcelRefusedError, unpacked

LONGEST_NAME = 120

MEDIA: dict[EvidenceFormat, str] = {
    EvidenceFormat.PDF: "application/pdf",
    EvidenceFormat.OFD: "application/ofd",
    EvidenceFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    EvidenceFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    EvidenceFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    EvidenceFormat.JPG: "image/jpeg",
    EvidenceFormat.PNG: "image/png",
    EvidenceFormat.TXT: "text/plain; charset=utf-8",
    EvidenceFormat.CSV: "text/csv; charset=utf-8",
}
ENDINGS = {one.value: one for one in EvidenceFormat} | {"jpeg": EvidenceFormat.JPG}
"""Ending of a name, in small letters -> what the file then has to be."""
BEGINNINGS = {
    EvidenceFormat.PDF: b"%PDF-",
    EvidenceFormat.JPG: b"\xff\xd8\xff",
    EvidenceFormat.PNG: b"\x89PNG\r\n\x1a\n",
}
PARCELS = {
    EvidenceFormat.OFD: {"ofd.xml"},
    EvidenceFormat.DOCX: {"[content_types].xml", "word/document.xml"},
    EvidenceFormat.XLSX: {"[content_types].xml", "xl/workbook.xml"},
    EvidenceFormat.PPTX: {"[content_types].xml", "ppt/presentation.xml"},
}
"""What a zip parcel of a type has to contain."""
PAGE_BEGINNINGS = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<body", "<head", "#!", "{\\rtf")
"""A text that begins like this is meant for a program, not for a reader."""


def file_name(name: str) -> str:
    """The last part of a path, in characters that can be shown, short enough for a record."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*').strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST_NAME] or "未命名"
    return f"{stem.strip()[:LONGEST_NAME] or '未命名'}.{ending.strip()[:10].lower()}"


def kind_of(name: str, content: bytes) -> EvidenceFormat | Problem:
    """What a file is, or why it is not taken; `name` has been cleaned by `file_name`."""
    form = ENDINGS.get(name.rpartition(".")[2].lower())
    if form is None:
        return _refused("evidence.type", name, "、".join(ENDINGS))
    if not content:
        return _refused("evidence.empty", name)
    if len(content) > LARGEST:
        return _refused("evidence.too-large", name, f"{LARGEST // MEGABYTE} MB")
    if form in PARCELS:
        try:
            unpacked(content, PARCELS[form])
        except ParcelRefusedError as refused:
            return _refused(f"evidence.{refused.reason}", name, form.value)
        return form
    fits = content.startswith(BEGINNINGS[form]) if form in BEGINNINGS else _is_plain_text(content)
    return form if fits else _refused("evidence.not-what-it-says", name, form.value)


def _is_plain_text(content: bytes) -> bool:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = any(ord(one) < 32 and one not in "\t\r\n\f" for one in text)
        return not controls and not text.lstrip().lower().startswith(PAGE_BEGINNINGS)
    return False


def _refused(code: str, name: str, what: str = "") -> Problem:
    return problem(code, Place(file=name), what=what)
