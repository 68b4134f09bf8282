"""Task lists in every kind of file: the rows become clauses, whoever answers stands in columns."""

import io

import docx
import pytest
import xlsxwriter

from tests.sources.files import saved
from tracker.extract.as_json import as_json
from tracker.extract.draft import read
from tracker.extract.source import plain, read_source

ROWS = [
    ("序号", "重点任务", "具体举措", "牵头单位", "配合单位", "完成时限"),
    (
        "1",
        "能源转型",
        "发展光伏。",
        "市发展改革委（市能源局）",
        "市住房和城乡建设局，各县（市、区）政府",
        "2026年12月",
    ),
    ("2", "", "改造煤电。", "市发展改革委", "/", "持续推进"),
    ("3", "工业达峰", "建设绿色工厂。", "市工业和信息化局\n市财政局", "无", "2027年6月底前"),
]
SAID = [
    ("1", "lead 市发展改革委（市能源局） / support 市住房和城乡建设局 各县（市、区）政府"),
    ("2", "lead 市发展改革委"),
    ("3", "lead 市工业和信息化局 市财政局"),
]


def told(data: bytes, name: str) -> list[tuple[str, str]]:
    source, problems = read_source(data, name)
    assert source is not None, problems
    return [
        (item["clause"], " / ".join(" ".join((one["role"], *one["units"])) for one in item["assignments"]))
        for item in as_json(read(source))["items"]
    ]


def csv() -> bytes:
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS).encode("gb18030")


def xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("任务清单")
        sheet.write(0, 0, "某市任务清单")
        for at, row in enumerate(ROWS, 2):
            sheet.write_row(at, 0, row)
    return target.getvalue()


def word() -> bytes:
    document = docx.Document()
    table = document.add_table(rows=len(ROWS), cols=6)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    table.cell(1, 1).merge(table.cell(2, 1))
    return saved(document)


def page() -> bytes:
    rows = ["<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in ROWS]
    rows[1] = rows[1].replace("<td><p>能源", '<td rowspan="2"><p>能源')
    rows[2] = rows[2].replace("<td><p></p></td>", "")
    body = "".join(rows).replace("\n", "<br>")
    return f"<html><head><meta charset=gbk><title>x</title></head><body><script>1</script><table>{body}</table>".encode(
        "gbk"
    )


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", csv()), ("a.xlsx", xlsx()), ("a.docx", word()), ("a.html", page())]
)
def test_a_task_list_is_read_row_by_row(name: str, data: bytes) -> None:
    assert told(data, name) == SAID


SPACED = """
某市工作方案
一、目标
建成。
附件1
某市任务清单
 序号    重点举措          实施路径           完成时限    责任单位      配合单位

                 力争打造智能终端产品，           市经信局、市数
 1               持续做好培育各项工作       12月   据局（市人工智   相关县（市、区）政府
                 和推广。                   能局）

 2     能源转型      发展光伏。            6月    市财政局        /
                      - 1 -
"""


def test_columns_set_by_white_space() -> None:
    source = plain(SPACED.split("\n"))
    found = as_json(read(source))["items"]
    assert [(item["clause"], item["assignments"][0]["units"]) for item in found] == [
        ("附件1/1", ["市经信局", "市数据局（市人工智能局）"]),
        ("附件1/2", ["市财政局"]),
    ]
    assert found[0]["assignments"][1]["units"] == ["相关县（市、区）政府"]


@pytest.mark.parametrize("sign", ["\t", "|"])
def test_cells_parted_by_a_sign(sign: str) -> None:
    lines = [sign.join(cell.replace("\n", "、") for cell in row) for row in ROWS]
    assert told("\n".join(lines).encode(), "a.txt") == SAID


def test_a_cell_a_line() -> None:
    rows = [*ROWS[:2], ("2", "煤电", "改造煤电。", "市发展改革委", "/", "持续推进")]
    lines = [cell for row in rows for cell in row]
    assert told("\n".join(lines).encode(), "a.txt") == SAID[:2]


def test_words_of_a_row_stand_where_the_file_has_them() -> None:
    source, _ = read_source(word(), "a.docx")
    assert source is not None
    reading = read(source)
    folded = reading.text.folded
    [part] = [item.assigned[0] for item in reading.drafts[0].responsibility.items if item.assigned][1:2]
    low, high = folded.span(part.start, part.end)
    assert source.original[low:high] == "市发展改革委"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"\0\xff"),
        ("a.docx", b"PK\x03\x04"),
        ("a.html", b"<html>"),
        ("a.html", "<p>一、甲".encode() + b"<div>" * 3000),
        ("a.pdf", b"%PDF-1.4"),
        ("a.txt", "，".encode()),
        ("a.doc", b"x"),
        ("a", b""),
    ],
)
def test_no_file_breaks_the_reader(name: str, data: bytes) -> None:
    source, problems = read_source(data, name)
    assert source is not None or problems
    if source:
        as_json(read(source))
