"""The tree of every official text of the seeds, against its table of clauses written from the text by hand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.seeds import SHARED, TEXTS, needs_texts
from tracker.sources.clauses import Outline
from tracker.sources.folding import Folded
from tracker.sources.numerals import chinese, value
from tracker.sources.span import own_span
from tracker.sources.text import read_lines

pytestmark = needs_texts

PILOTS = (
    "2023年北京市先进低碳技术项目试点工作方案",
    "2023年北京市低碳领跑者试点工作方案",
    "2023年北京市气候友好型区域试点工作方案",
)
NUMBERS = {
    "haidian-2024-8": "海政发〔2024〕8号",
    "bj-2023-1309": "京发改〔2023〕1309号",
    "bj-2023-1336": "京发改〔2023〕1336号",
    "etown-2023-28": "京技管发〔2023〕28号",
    "etown-2023-29": "京技管发〔2023〕29号",
    "etown-2023-30": "京技管发〔2023〕30号",
    "etown-2023-31": "京技管发〔2023〕31号",
    "etown-2023-32": "京技管发〔2023〕32号",
    "bj-2023-82": "京环函〔2023〕82号",
    "cn-2026-22": "国发〔2026〕22号",
}

# Under each clause what it is divided into, from – to; "" is the text itself.
TREES = {
    "haidian-2024-8": {
        "": "一 十", "三": "(一) (四)", "四": "(一) (四)", "五": "(一) (四)", "六": "(一) (四)", "七": "(一) (四)",
        "八": "(一) (四)", "九": "(一) (三)", "十": "(一) (四)",
    },
    "bj-2023-1309": {
        "": "一 七", "一": "(一) (三)", "二": "(一) (四)", "三": "(一) (七)", "四": "(一) (四)", "五": "(一) (五)",
        "六": "(一) (三)", "七": "(一) (四)",
    },
    "bj-2023-1336": {"": "一 五", "一": "(一) (三)", "三": "(一) (四)", "五": "(一) (四)"},
    "etown-2023-28": {
        "": "一 三", "二": "(一) (五)", "二/(一)": "1 4", "二/(二)": "5 9", "二/(三)": "10 13", "二/(四)": "14 16",
        "二/(五)": "17 20",
    },
    "etown-2023-29": {
        "": "一 四; 附件1 附件3", "一": "(一) (二)", "二": "(一) (五)", "二/(一)": "1 3", "三": "1 3; (一) (三)",
        "三/(一)": "1 3", "三/(一)/1": "(1) (3)", "三/(一)/2": "(1) (5)", "三/(一)/3": "(1) (3)",
        "三/(二)": "1 3", "三/(二)/1": "(1) (3)", "三/(二)/2": "(1) (6)", "三/(二)/3": "(1) (7)",
        "三/(三)": "1 3", "三/(三)/1": "(1) (4)", "三/(三)/2": "(1) (7)", "三/(三)/3": "(1) (7)",
        "四": "(一) (六)", "附件1": "1 7", "附件2": "1 9", "附件3": "一 十二",
        "附件3/一": "1 10", "附件3/二": "1 2", "附件3/三": "1 6", "附件3/四": "1 6", "附件3/五": "1 3",
        "附件3/六": "1 5", "附件3/七": "1 4", "附件3/八": "1 4", "附件3/九": "1 5", "附件3/十": "1 4",
        "附件3/十一": "1 3", "附件3/十二": "1 4",
    },
    "etown-2023-30": {
        "": "一 九", "三": "(一) (三)", "四": "(一) (二)", "六": "(一) (十六)", "七": "(一) (五)", "八": "(一) (四)", "九": "1 3",
    },
    "etown-2023-31": {
        "": "第一章 第三章", "第一章": "一 三", "第一章/一": "(一) (十五)", "第一章/一/(二)": "1 3", "第一章/一/(十三)": "1 3",
        "第一章/二": "(十六) (二十二)", "第一章/二/(二十一)": "1 5",
        "第一章/三": "(二十三) (二十七)", "第一章/三/(二十三)": "1 2",
        "第二章": "一 二", "第二章/二": "(一) (六)", "第二章/二/(五)": "1 3",
        "第三章": "一 三", "第三章/二": "(一) (三)", "第三章/三": "(一) (三)",
    },
    "etown-2023-32": {"": "第一条 第十条"},
    "bj-2023-82": {
        "": "一 四", "一": "1 4",
        PILOTS[0]: "一 三", f"{PILOTS[0]}/一": "1 8", f"{PILOTS[0]}/二": "1 6", f"{PILOTS[0]}/三": "1 5",
        PILOTS[1]: "一 四", f"{PILOTS[1]}/三": "1 4", f"{PILOTS[1]}/四": "(一) (四)", f"{PILOTS[1]}/四/(一)": "1 3",
        PILOTS[2]: "一 三", f"{PILOTS[2]}/一": "1 2", f"{PILOTS[2]}/二": "1 6", f"{PILOTS[2]}/三": "1 3",
    },
    "bj-climate-2024": {
        "": "一 三; 附表1 附表2", "一": "(一) (二)", "一/(一)": "1 3", "一/(一)/3": "(1) (4)", "一/(二)": "1 2",
        "二": "(一) (二)", "二/(一)": "1 5", "二/(二)": "1 6", "三": "(一) (五)",
    },
    "tongzhou-climate-finance": {
        "": "一 五", "二": "1 3", "四": "(一) (六)", "四/(一)": "1 4", "四/(二)": "5 12", "四/(三)": "13 15", "四/(四)": "16 19",
        "四/(五)": "20 23", "四/(六)": "24 26", "五": "1 4",
    },
    "cn-2026-22": {
        "": "一 七", "二": "(一) (四)", "三": "(五) (九)", "四": "(十) (十三)", "五": "(十四) (十九)", "六": "(二十) (二十二)",
    },
}  # fmt: skip

# Clause, first words of its text after the mark, line in the file.
TITLES = [
    ("haidian-2024-8", "五/(三)", "推动低碳智慧供热体系建设", 87),
    ("bj-2023-1309", "四/(三)", "探索新能源供热发展新模式", 236),
    ("bj-2023-1336", "三/(四)", "及时足额发放劳务报酬", 392),
    ("etown-2023-28", "二/(五)/20", "加强高质量国际化环境建设", 502),
    ("etown-2023-29", "附件3/一", "城市运行局", 783),
    ("etown-2023-29", "附件3/一/10", "会同相关部门组织检查空气重污染预警期间应急减排措施落实情况", 795),
    ("etown-2023-29", "附件3/三/2", "制定并公布空气重污染预警期间出版物印刷行业企业应急减排清单", 805),
    ("etown-2023-30", "六/(一)", "党政办公室", 970),
    ("etown-2023-31", "第一章/二/(十六)", "节能减碳技改类项目", 1188),
    ("etown-2023-31", "第三章/二/(二)", "绿色发展资金由城市运行局组织统筹", 1306),
    ("etown-2023-32", "第九条", "发挥载体平台培育服务作用", 1356),
    ("bj-2023-82", f"{PILOTS[1]}/四/(一)/1", "2023年北京市低碳领跑者试点申报表（附表）", 241),
    ("bj-2023-82", f"{PILOTS[2]}/三/3", "政策支持", 352),
    ("bj-climate-2024", "一/(一)/3/(2)", "近三年内辖区未发生突发环境事件", 15),
    ("tongzhou-climate-finance", "四/(二)/8", "打造以绿色建筑为特色的双碳标杆新城", 51),
    ("cn-2026-22", "二/(一)", "大力推进非化石能源开发", 14),
]


def outline(document: str) -> Outline:
    path = SHARED / TEXTS[document]
    lines, problems = read_lines(path.read_bytes(), path.name)
    assert lines
    assert problems == []
    span = own_span(lines, NUMBERS.get(document))
    parts = PILOTS if document == "bj-2023-82" else ()
    return Outline(Folded(lines[span.first - 1 : span.last], span.first), parts)


def divided(document: str) -> Iterator[str]:
    """The paths of a table."""
    for parent, ranges in TREES[document].items():
        if parent in PILOTS:
            yield parent
        for span in ranges.split("; "):
            first, last = span.split()
            for number in range(number_in(first), number_in(last) + 1):
                step = re.sub(r"\d+|[一二三四五六七八九十]+", numeral(first, number), first, count=1)
                yield f"{parent}/{step}" if parent else step


def number_in(step: str) -> int:
    [words] = re.findall(r"\d+|[一二三四五六七八九十]+", step)
    number = value(words)
    assert number
    return number


def numeral(like: str, number: int) -> str:
    return str(number) if re.search(r"\d", like) else chinese(number)


@pytest.mark.parametrize("document", TREES)
def test_every_clause_of_the_text_and_no_other(document: str) -> None:
    found = outline(document)
    paths = [found.shown(clause.path) for clause in found.clauses]
    assert sorted(paths) == sorted(divided(document))
    assert [clause.line for clause in found.clauses] == sorted(clause.line for clause in found.clauses)


@pytest.mark.parametrize(("document", "clause", "words", "line"), TITLES)
def test_a_clause_begins_where_it_is_printed(document: str, clause: str, words: str, line: int) -> None:
    [found] = outline(document).at(clause)
    assert found.title.startswith(words)
    assert found.line == line


@pytest.mark.parametrize(
    ("document", "last_words"),
    [
        ("bj-2023-1309", "按职责分工负责解释。"),
        ("bj-2023-1336", "形成示范引领效应。"),
        ("etown-2023-28", "负责解释。"),
        ("etown-2023-29", "落实情况进行督查检查。"),
        ("etown-2023-30", "均应按照本实施意见执行。"),
        ("etown-2023-31", "负责解释。"),
        ("haidian-2024-8", "区住房城乡建设委、区财政局)"),
    ],
)
def test_a_document_ends_before_the_title_page_of_the_next(document: str, last_words: str) -> None:
    assert outline(document).folded.text.endswith(last_words)


@pytest.mark.parametrize("path", sorted((SHARED / "plans").glob("*.txt")), ids=lambda path: path.name)
def test_the_other_plans_beside_the_project_can_be_read(path: Path) -> None:
    lines, problems = read_lines(path.read_bytes(), path.name)
    assert lines
    assert problems == []
    assert len(Outline(Folded(lines)).clauses) >= 8
