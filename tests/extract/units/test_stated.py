"""What a text says once for all of it: which of several leads, and who answers everywhere."""

import pytest

from tracker.extract.draft import read
from tracker.extract.responsibility import Item, Responsibility
from tracker.extract.source import plain

TEXT = """某市碳达峰实施方案
为贯彻落实，制定本方案。
一、重点任务
（一）推进甲。加快建设。（责任单位：市发改委、市财政局，各县区政府{stated}）
（二）推进乙。加快建设。（责任单位：市财政局、市工信局，各县区政府）
（三）推进丙。（牵头单位：市水利局；配合单位：市财政局）
"""


def reading(stated: str) -> Responsibility:
    lines = TEXT.replace("{stated}", stated).split("\n")
    return read(plain(lines)).drafts[0].responsibility


def told(item: Item) -> str:
    return " / ".join(
        " ".join((part.role.value, *(name.words for name in part.names))) for part in item.assigned
    )


FIRST = ["lead 市发改委 / responsible 市财政局 各县区政府", "lead 市财政局 / responsible 市工信局 各县区政府"]
COMMA = ["lead 市发改委 市财政局 / responsible 各县区政府", "lead 市财政局 市工信局 / responsible 各县区政府"]
SUPPORT = [said.replace("responsible", "support") for said in COMMA]
NONE = ["responsible 市发改委 市财政局 各县区政府", "responsible 市财政局 市工信局 各县区政府"]


@pytest.mark.parametrize(
    ("stated", "roles"),
    [
        ("", NONE),
        ("，下同", NONE),
        ("。列第一位的为牵头单位，下同", FIRST),
        ("。排在第一位的部门为牵头部门，下同", FIRST),
        ("；第一个单位为牵头单位，下同", FIRST),
        ("，首位单位为牵头单位，以下均同", FIRST),
        ("。责任单位中列第一的为牵头单位", FIRST),
        ("。排在首位的部门牵头，下同", FIRST),
        ("。首个单位牵头，下同", FIRST),
        ("。第一个逗号前的为牵头单位，下同", COMMA),
        ("，逗号前为牵头单位，下同", COMMA),
        ("；第一个逗号前为牵头单位，其余为配合单位，下同", SUPPORT),
    ],
)
def test_the_lead_that_the_text_states(stated: str, roles: list[str]) -> None:
    found = reading(stated)
    assert [told(item) for item in found.items if item.assigned] == [
        *roles,
        "lead 市水利局 / support 市财政局",
    ]
    assert (found.lead_rule is None) == (roles is NONE)


def test_a_star_leads_and_the_rest_are_responsible() -> None:
    lines = TEXT.replace("市发改委、", "*市发改委、").replace("{stated}", "").split("\n")
    [first, second, _] = [item for item in read(plain(lines)).drafts[0].responsibility.items if item.assigned]
    assert told(first) == FIRST[0]
    assert told(second) == NONE[1]


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (
            "。以下均需各区〔县、市〕政府、开发园区管委会落实，不再列出",
            ["各区(县、市)政府", "开发园区管委会"],
        ),
        ("。以下各项任务均需各县（市、区）人民政府负责落实，不再逐一列出", ["各县(市、区)人民政府"]),
        ("。各项任务均由各县（市、区）政府具体落实，以下不再一一列出", ["各县(市、区)政府"]),
        ("；各区政府、各管委会为所有任务的责任单位，不再单独列出", ["各区政府", "各管委会"]),
        ("，下同", []),
    ],
)
def test_who_answers_everywhere(stated: str, names: list[str]) -> None:
    found = reading(stated)
    assert [name.words for one in found.implied for name in one.names] == names
    assert told(found.items[2]) == NONE[0]
