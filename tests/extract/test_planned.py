"""The draft is a plan file that `tracker check` reads, and every clause is accounted for."""

import shutil
from pathlib import Path

import pytest

from tracker.extract.becoming import Became
from tracker.extract.draft import read
from tracker.extract.ids import distinct, task_id
from tracker.extract.planned import Planned, planned
from tracker.extract.register import register_for
from tracker.extract.source import plain
from tracker.extract.written import as_yaml
from tracker.plan.load import load_plan

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
TEXT = """某区碳达峰实施方案（征求意见稿）
为贯彻落实，制定本方案。
一、总体要求
（一）指导思想。坚持绿色发展，统筹推进各项工作。
（二）主要目标。到2025年，新能源装机达到10万千瓦以上。到2030年，达到15万千瓦左右。
二、重点任务
（三）推进甲。2027年底前建成管网。（牵头单位：区某某委；配合单位：区某某局。以下均需各街镇落实，不再列出）
（四）推进乙。加快建设，广泛宣传绿色低碳理念。
（五）推进丙。建成示范项目20个。（责任单位：区某某局、区某某委）支持应用。（责任单位：区某某委）
"""


def draft() -> Planned:
    reading = read(plain(TEXT.split("\n")))
    return planned(reading.drafts[0], reading.text.folded, register_for(reading.drafts[0].document, None))


def test_only_what_a_person_has_to_settle_is_wrong_with_it(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "tasks")
    before = {problem.code for problem in load_plan(tmp_path / "tasks")[1]}
    (tmp_path / "tasks" / "plans" / "draft.yaml").write_text(as_yaml(draft(), "原文.txt"), encoding="utf-8")
    plan, problems = load_plan(tmp_path / "tasks")
    assert {problem.code for problem in problems} - before == {"plan.unknown-unit"}
    [file] = [file for file in plan.files if file.document.title.startswith("某区碳达峰")]
    assert file.document.status == "draft"
    assert [(task.id, task.kind.value, len(task.assignments)) for task in file.tasks] == [
        ("2.3", "dated", 3),
        ("2.5a", "standing", 2),
        ("2.5b", "standing", 2),
    ]
    assert [str(target.value) for target in file.goals[0].targets] == ["10", "15"]
    assert file.tasks[1].assignments[1].inherited_from == "二/(三)"


def test_what_becomes_of_each_clause() -> None:
    assert [(fate.clause.path, fate.became) for fate in draft().fates] == [
        ("引言", Became.REVIEWED),
        ("一", Became.HEADING),
        ("一/(一)", Became.REVIEWED),
        ("一/(二)", Became.GOALS),
        ("二", Became.HEADING),
        ("二/(三)", Became.TASK),
        ("二/(四)", Became.OPEN),
        ("二/(五)", Became.TASK),
    ]


@pytest.mark.parametrize(
    ("path", "own"),
    [
        ("五/(三)", "5.3"),
        ("附件3/一/10", "a3.1.10"),
        ("第四条", "4"),
        ("某方案/二/(一)", "p1.2.1"),
        ("二/①", "2.1"),
    ],
)
def test_ids_follow_the_clauses(path: str, own: str) -> None:
    assert task_id(path, ("某方案",)) == own


def test_ids_that_stand_twice_get_letters() -> None:
    assert distinct(["1", "2", "2", "3"]) == ["1", "2a", "2b", "3"]
