"""Heads of documents: title, number, date, issuers, and the notice told apart from the plan that it sends."""

import pytest

from tracker.extract.source import plain
from tracker.extract.structure import structured
from tracker.extract.text import NOTICE

NOTICE_AND_PLAN = """某市人民政府关于印发《某市碳达峰实施方案》的通知
某政发〔2024〕8 号
各区人民政府，市政府各部门：
现将《某市碳达峰实施方案》印发给你们，请认真贯彻执行。
某市人民政府
2024年5月28日
（此件公开发布）
某市碳达峰实施方案
为贯彻落实，制定本方案。
一、总体要求
到2025年，完成任务。"""
OWN_NUMBER = "某政发〔2024〕8号 2024-05-28 某市人民政府 某市碳达峰实施方案"


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (NOTICE_AND_PLAN, OWN_NUMBER),
        (NOTICE_AND_PLAN.replace("某市碳达峰实施方案\n为", "某市碳达峰\n实施方案\n为"), OWN_NUMBER),
        (NOTICE_AND_PLAN.replace("〔2024〕8 号", "[2024] 8号"), OWN_NUMBER),
        ("某区支持政策\n2026-03-17\n为贯彻，制定本政策。\n一、对象\n企业。", "None 2026-03-17  某区支持政策"),
        (
            "某县若干举措（征求意见稿）\n为贯彻。\n一、甲\n乙。\n某县数据管理中心2026年4月28日发布，征求意见。",
            "None 2026-04-28 某县数据管理中心 某县若干举措（征求意见稿）",
        ),
        (
            "国务院关于促进保税区\n高质量发展的若干意见\n国发〔2019〕3号\n各省：\n意见如下。\n一、甲\n乙。\n国务院\n2019年1月12日",
            "国发〔2019〕3号 2019-01-12 国务院 国务院关于促进保税区高质量发展的若干意见",
        ),
        ("一、甲\n乙。", "None None  "),
    ],
)
def test_what_a_document_is(text: str, head: str) -> None:
    [document] = structured(plain(text.split("\n"))).documents
    said = (document.document_number, document.issued_on, "、".join(document.issuers), document.title)
    assert " ".join(map(str, said)) == head


def test_the_notice_is_a_clause_of_its_own() -> None:
    text = structured(plain(NOTICE_AND_PLAN.split("\n")))
    [document] = text.documents
    assert [clause.path for clause in document.clauses] == [NOTICE, "引言", "一"]
    assert text.folded.text[document.plan_start :].startswith("某市碳达峰实施方案为贯彻")


def test_a_file_of_several_documents() -> None:
    second = NOTICE_AND_PLAN.replace("8 号", "9号").replace("碳达峰", "空气重污染应急")
    documents = structured(plain((NOTICE_AND_PLAN + "\n" + second).split("\n"))).documents
    assert [(one.document_number, one.title) for one in documents] == [
        ("某政发〔2024〕8号", "某市碳达峰实施方案"),
        ("某政发〔2024〕9号", "某市空气重污染应急实施方案"),
    ]


def test_plans_printed_one_after_the_other_are_parts() -> None:
    text = "某局关于开展试点的通知\n某函〔2023〕82号\n各单位：\n一、类型\n甲。\n二、时间\n乙。"
    text += "\n某项目试点工作方案\n制定。\n一、范围\n丙。\n"
    [document] = structured(plain(text.split("\n"))).documents
    assert document.parts == ("某项目试点工作方案",)
    assert [clause.path for clause in document.clauses][1:] == [
        "一",
        "二",
        "某项目试点工作方案",
        "某项目试点工作方案/一",
    ]


def test_what_a_page_prints_behind_the_text_is_left_out() -> None:
    text = "某市实施方案\n制定本方案。\n一、甲\n（一）乙。（责任单位：市教委）"
    text += "\n主管单位：某市人民政府\n主办单位：某市政府办公厅\n网址：example.invalid"
    [document] = structured(plain(text.split("\n"))).documents
    found = structured(plain(text.split("\n"))).folded.text[document.start : document.end]
    assert found.endswith("市教委)")
