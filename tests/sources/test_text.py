"""The text of attached files: what is read, and what is refused with a place and a cure."""

from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parcels import parcel, put
from tests.sources import files
from tracker.problems import Severity
from tracker.sources.text import MAX_FILE, read_lines

TEXT = "一、总体要求\n到2025年，达到10%以上。\n"


class TestPlainText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_the_usual_encodings(self, encoding: str) -> None:
        assert read_lines(TEXT.encode(encoding), "a.txt") == (
            ("一、总体要求", "到2025年，达到10%以上。", ""),
            [],
        )

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_line_numbers_are_those_of_the_file(self, ending: str) -> None:
        lines, _ = read_lines(f"一{ending}{ending}三".encode(), "a.TXT")
        assert lines == ("一", "", "三")

    def test_damaged_utf_8_is_no_gbk(self) -> None:
        data = TEXT.encode().replace("达".encode(), b"\xe8\xbe")
        lines, [found] = read_lines(data, "a.txt")
        assert (lines, found.code, found.place.line) == (None, "source.damaged", 2)

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "source.no-text"),
            (" \n\u3000\n".encode(), "source.no-text"),
            (b"\x00\x01" + TEXT.encode(), "source.binary"),
            (bytes(range(1, 9)) * 50, "source.binary"),
            (b"\xff\xff\xff\x80\x81" * 30, "source.encoding"),
            (b"\xff\xfe\x00\xd8a", "source.encoding"),
            (b"a" * (MAX_FILE + 1), "source.too-large"),
            ("字".encode() * 1_000_001, "source.too-large"),
        ],
    )
    def test_what_is_no_text(self, data: bytes, code: str) -> None:
        lines, [found] = read_lines(data, "a.txt")
        assert (lines, found.code, found.place.file) == (None, code, "a.txt")
        assert found.cure

    @given(st.binary(max_size=400))
    def test_never_an_exception(self, data: bytes) -> None:
        lines, problems = read_lines(data, "a.txt")
        assert (lines is None) == bool(problems)


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.ofd", "a", ".txt", "a.xlsx", "a.txt.exe"])
def test_other_kinds_of_files_are_named_with_a_way_out(name: str) -> None:
    lines, [found] = read_lines(TEXT.encode(), name)
    assert (lines, found.code) == (None, "source.unsupported-type")
    assert "另存为 .docx" in found.cure


class TestWord:
    def test_paragraphs_and_cells_in_order(self) -> None:
        document = docx.Document()
        document.add_paragraph("一、重点任务")
        table = document.add_table(rows=2, cols=2)
        for row, words in zip(table.rows, [("任务", "时限"), ("甲", "2025年\n底前")], strict=True):
            for cell, text in zip(row.cells, words, strict=True):
                cell.text = text
        document.add_paragraph("二、保障措施")
        lines, problems = read_lines(files.saved(document), "a.docx")
        assert lines == ("一、重点任务", "任务", "时限", "甲", "2025年", "底前", "二、保障措施")
        assert problems == []

    def test_merged_cells_are_read_once(self) -> None:
        document = docx.Document()
        table = document.add_table(rows=1, cols=3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "合并"
        lines, _ = read_lines(files.saved(document), "a.docx")
        assert lines == ("合并",)

    def test_deleted_words_are_gone_and_inserted_ones_are_there(self) -> None:
        body = (
            "<w:p><w:r><w:t>力争</w:t></w:r>"
            '<w:del w:id="1" w:author="x"><w:r><w:delText>确保</w:delText></w:r></w:del>'
            '<w:ins w:id="2" w:author="x"><w:r><w:t>达到</w:t></w:r></w:ins>'
            "<w:hyperlink><w:r><w:t>10%</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>以上</w:t></w:r></w:p>"
        )
        assert read_lines(files.word_of(body), "a.docx")[0] == ("力争达到10%\t以上",)

    def test_content_controls_and_text_boxes(self) -> None:
        body = (
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>控件里</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r></w:p>"
        )
        assert read_lines(files.word_of(body), "a.docx")[0] == ("控件里", "正文", "框里")

    def test_numbers_that_word_counts_are_printed(self) -> None:
        data = files.numbered_word(
            [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
            [(0, "总体"), (1, "甲"), (1, "乙"), (2, "子"), (0, "措施"), (1, "又一")],
        )
        assert read_lines(data, "a.docx")[0] == (
            "一、总体", "（一）甲", "（二）乙", "1.子", "二、措施", "（一）又一",
        )  # fmt: skip

    def test_bullets_and_letters_are_no_numbers(self) -> None:
        data = files.numbered_word([("bullet", "•"), ("lowerLetter", "%2)")], [(0, "甲"), (1, "乙")])
        assert read_lines(data, "a.docx")[0] == ("甲", "乙")

    def test_entities_are_not_followed(self) -> None:
        xml = (
            '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY a "笑">'
            '<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            "<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><w:r><w:t>&e;&b;</w:t></w:r></w:p></w:body></w:document>"
        )
        lines, _ = read_lines(put(files.word("x"), "word/document.xml", xml.encode()), "a.docx")
        assert lines == ("甲", "")

    @pytest.mark.parametrize(
        ("make", "code"),
        [
            (lambda: TEXT.encode(), "source.not-a-document"),
            (lambda: b"", "source.not-a-document"),
            (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "source.old-format"),
            (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "source.encrypted"),
            (lambda: put(files.word("甲"), "word/vbaProject.bin", b"x"), "source.macros"),
            (
                lambda: put(files.word("甲"), "word/media/x", bytes(60_000_000)),
                "source.too-large",
            ),
            (files.lying_bomb, "source.not-a-document"),
            (lambda: put(files.word("甲"), "word/document.xml", b"<w:doc"), "source.unreadable"),
            (lambda: files.word(), "source.no-text"),
            (lambda: parcel("[Content_Types].xml", "xl/workbook.xml"), "source.not-a-document"),
        ],
    )
    def test_what_is_refused(self, make: Callable[[], bytes], code: str) -> None:
        lines, [found] = read_lines(make(), "公文.docx")
        assert (lines, found.code, found.place.file) == (None, code, "公文.docx")
        assert found.severity is Severity.ERROR

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
    def test_a_file_cut_off_is_a_problem(self, share: float) -> None:
        whole = files.word("一、总体要求", "到2025年")
        assert read_lines(whole[: int(len(whole) * share)], "a.docx")[0] is None


class TestPdf:
    def test_lines_of_all_pages(self) -> None:
        lines, problems = read_lines(
            files.pdf(["一、总体要求", "到2025年，达到10%以上"], ["二、措施"]), "a.pdf"
        )
        assert lines == ("一、总体要求", "到2025年，达到10%以上", "二、措施")
        assert problems == []

    def test_page_numbers_do_not_stand_in_a_sentence(self) -> None:
        data = files.pdf(
            ["到2025年，占比", "— 1 —"], ["2", "达到10%", "－ 2 －"], ["以上。", "第 3 页"], ["2025"]
        )
        assert read_lines(data, "a.pdf")[0] == ("到2025年，占比", "达到10%", "以上。")

    def test_a_scan_has_no_text(self) -> None:
        lines, [found] = read_lines(files.pdf([], []), "a.pdf")
        assert (lines, found.code) == (None, "source.no-text")
        assert "文字识别" in found.cure

    def test_pages_without_text_are_named(self) -> None:
        lines, [found] = read_lines(files.pdf(["甲"], [], ["丙"], []), "a.pdf")
        assert lines
        assert (found.code, found.severity) == ("source.blank-pages", Severity.WARNING)
        assert "第 2、4 页" in found.message

    def test_a_password_is_a_problem_and_an_empty_one_is_none(self) -> None:
        lines, [found] = read_lines(files.locked_pdf("secret", "甲"), "a.pdf")
        assert (lines, found.code) == (None, "source.encrypted")
        assert read_lines(files.locked_pdf("", "甲"), "a.pdf") == (("甲",), [])

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", TEXT.encode(), bytes(5000), files.pdf(["甲"])[:400]])
    def test_what_is_no_pdf(self, data: bytes) -> None:
        lines, [found] = read_lines(data, "a.pdf")
        assert lines is None
        assert found.code in ("source.unreadable", "source.no-text")

    @settings(max_examples=15)
    @given(st.integers(min_value=0, max_value=1500), st.binary(min_size=1, max_size=12))
    def test_damage_anywhere_is_never_an_exception(self, at: int, junk: bytes) -> None:
        good = files.pdf(["一、总体要求"])
        lines, problems = read_lines(good[:at] + junk + good[at + len(junk) :], "a.pdf")
        assert lines is not None or problems[0].cure
