"""`extract`: a text becomes a draft plan beside which stands what a person has to look at; nothing is written over."""

import json
import shutil
from pathlib import Path

from tests.cli.conftest import Ran, Terminal

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
TEXT = """某区碳达峰实施方案
某政发〔2024〕8号
为贯彻落实，制定本方案。
一、主要目标
到2025年，全区新能源装机达到10万千瓦以上。
二、重点任务
（一）发展清洁供热。2027年底前建成供热管网。（责任单位：区某某委、各街镇）
（二）开展宣传。广泛宣传绿色低碳理念。
"""


def run(tracker: Terminal, *words: str, text: str = TEXT) -> Ran:
    return tracker.bare(
        "extract", str(tracker.file("原文.txt", text)), "--tasks", str(tracker.folder / "tasks"), *words
    )


def test_what_was_read_and_what_was_not_is_said(tracker: Terminal) -> None:
    ran = run(tracker)
    assert (ran.code, ran.err) == (0, "")
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "某区碳达峰实施方案 某政发〔2024〕8号 没有日期"
    assert lines[1] == "条款：任务 1，总体目标 1，不列任务 1，标题 1，待确认 1。"
    assert lines[2] == "责任分工 1 处，量化目标 1 项，时间节点 1 个。"
    assert "单位名录中没有的名称：区某某委、各街镇。" in lines
    assert lines[-1].startswith("8 二/(二) 开展宣传 没有写明责任单位")


def test_the_draft_and_what_its_review_needs(tracker: Terminal) -> None:
    out = tracker.folder / "草稿"
    assert run(tracker, "--out", str(out)).code == 0
    plan = (out / "mzf-2024-8.yaml").read_text(encoding="utf-8")
    assert "as_written: 区某某委、各街镇" in plan
    review = json.loads((out / "mzf-2024-8.review.json").read_text(encoding="utf-8"))
    assert {row["clause"]: row["became"] for row in review["coverage"]} == {
        "引言": "reviewed", "一": "goals", "二": "heading", "二/(一)": "task", "二/(二)": "open",
    }  # fmt: skip
    [named] = [note for note in review["notes"] if note["part"] == "assignments/0"]
    assert (named["quote"], TEXT[named["start"] : named["end"]]) == ("区某某委、各街镇", "区某某委、各街镇")
    assert named["doubts"] == ["单位名录中没有“区某某委”", "单位名录中没有“各街镇”"]
    again = run(tracker, "--out", str(out))
    assert (again.code, "没有覆盖" in again.err) == (2, True)


def test_json_has_the_same(tracker: Terminal) -> None:
    told = json.loads(run(tracker, "--json").out)
    assert told["document"] == {
        "title": "某区碳达峰实施方案",
        "document_number": "某政发〔2024〕8号",
        "issued_on": None,
    }
    [item] = told["items"]
    assert (item["clause"], item["assignments"][0]["units"]) == ("二/(一)", ["区某某委", "各街镇"])
    assert [one["value"] for one in told["targets"]] == ["10"]
    assert [one["due"] for one in told["milestones"]] == ["2027-12-31"]


def test_one_document_of_several_and_a_file_that_is_none(tracker: Terminal) -> None:
    second = TEXT.replace("8号", "9号").replace("碳达峰", "绿色建筑")
    ran = run(tracker, "--json", "--number", "某政发[2024]9号", text=TEXT + second)
    assert json.loads(ran.out)["document"]["title"] == "某区绿色建筑实施方案"
    wrong = run(tracker, "--number", "某政发〔2024〕1号", text=TEXT + second)
    assert (wrong.code, "某政发〔2024〕8号、某政发〔2024〕9号" in wrong.err) == (2, True)
    empty = run(tracker, text=" ")
    assert (empty.code, "没有文字" in empty.err) == (1, True)


def test_a_re_issued_text_is_compared_with_the_loaded_plan(tracker: Terminal) -> None:
    shutil.copytree(EXAMPLE, tracker.folder / "tasks", dirs_exist_ok=True)
    text = """示例区节能降碳行动方案
示政发〔2025〕1号
二、重点任务
（一）发展清洁供热。2025年底前，建成一批示范项目。到2026年，可再生能源供热面积占比达到15%以上。（主要责任单位：区城市管理委、区科委、园区管委会，相关街镇）
"""
    ran = run(tracker, "--against", "example-2025-1", "--json", text=text)
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)["differences"]
    moved = [row for row in found if row["change"] == "target_changed"]
    assert [(row["new_clause"], row["fields"], row["line"]) for row in moved] == [("二/(一)", ["value"], 4)]
    said = run(tracker, "--against", "example-2025-1", text=text).out
    assert "目标变动" in said
    assert "可再生能源供热面积占比 不低于 15%，到2026年" in said
    refused = run(tracker, "--against", "nothing", text=text)
    assert (refused.code, "没有载入代号为“nothing”的文件" in refused.err) == (2, True)
