"""A small ledger that is assessed by a rubric with all six rules: figures, evidence of every sort, and one line left open."""

from pathlib import Path

from tests.intake.desk import LEAD, OFFICE, TASK, Desk, open_desk
from tracker.assessment import Assessment, assess
from tracker.evidence import accept_with_files, file_fields
from tracker.intake import Actor, Draft
from tracker.model import Rubric
from tracker.records.journal import Record
from tracker.snapshot import Snapshot

YEAR, RUBRIC_ID = 2025, "six"
PDF, SECRET = b"%PDF-1.7 acceptance", b"%PDF-1.7 internal"
RUBRIC = """
id: six
title: 六种计分办法
version: "1"
from_year: 2021
standing: example
used_as: 测试用
source: 测试用
subject: district
points: 100
groups: [{id: goals, title: 目标}, {id: other, title: 其他}]
lines:
  - id: annual
    number: "1.1"
    group: goals
    title: 年度降低目标
    source: 一
    evidence_wanted: 核定的降低率
    inputs:
      - {id: actual, name: 实际降低率, unit_of_measure: "%", supplied_by: 双碳办}
      - {id: goal, name: 降低目标, unit_of_measure: "%", supplied_by: 双碳办}
    linear: {points: 50, measure: {actual: actual, goal: goal}}
    tasks: [TASK]
  - id: steps
    number: "1.2"
    group: goals
    title: 总量不超过上限
    source: 二
    evidence_wanted: 核定的总量
    inputs:
      - {id: actual, name: 实际总量, unit_of_measure: 万吨, supplied_by: 双碳办}
      - {id: goal, name: 总量上限, unit_of_measure: 万吨, supplied_by: 双碳办}
    steps:
      points: 15
      measure: {actual: actual, goal: goal, excess: true}
      steps: [{at_most: 0, score: 15}, {at_most: 10, score: 10}, {at_most: 20, score: 5}]
  - id: matrix
    number: "2.1"
    group: other
    title: 年度和累计
    source: 三
    evidence_wanted: 文件
    inputs:
      - {id: year, name: 年度完成率, unit_of_measure: "%", supplied_by: 双碳办}
      - {id: sum, name: 累计完成率, unit_of_measure: "%", supplied_by: 双碳办}
    matrix:
      first: {actual: year, goal_value: 100, holds: at_least}
      second: {actual: sum, goal_value: 100, holds: at_least}
      both: 20
      only_first: 10
      only_second: 8
  - id: basics
    number: "2.2"
    group: other
    title: 两项中的一项
    source: 四
    evidence_wanted: 会议纪要
    inputs:
      - {id: one, name: 第一项, yes_no: true, supplied_by: 双碳办}
      - {id: two, name: 第二项, yes_no: true, supplied_by: 双碳办}
    pass_count:
      need: 1
      points: 15
      requires: [{actual: one, goal_value: 1, holds: at_least}, {actual: two, goal_value: 1, holds: at_least}]
  - id: bonus
    number: "3.1"
    group: other
    title: 超额加分
    source: 五
    evidence_wanted: 公报
    inputs:
      - {id: actual, name: 实际值, supplied_by: 双碳办}
      - {id: goal, name: 目标值, supplied_by: 双碳办}
    bonus: {cap: 5, measure: {actual: actual, goal: goal}, over: 100, per: 10, each: 1}
  - id: truth
    number: "3.2"
    group: other
    title: 没有弄虚作假
    source: 六
    evidence_wanted: 核验结论
    inputs:
      - {id: found, name: 发现弄虚作假, yes_no: true, supplied_by: 双碳办}
    veto: {requires: {actual: found, goal_value: 0, holds: at_most}}
grades: [优秀, 良好, 不合格]
grading:
  - {id: veto, grade: 不合格, vetoed: true, words: 弄虚作假的为不合格}
  - {id: excellent, grade: 优秀, score: 90, words: 90 分以上为优秀}
  - {id: good, grade: 良好, score: 60, words: 60 分以上为良好}
  - {id: fail, grade: 不合格, words: 不足 60 分为不合格}
"""
FIGURES = {
    "annual": {"actual": "3.9", "goal": "4.5"},
    "steps": {"actual": "104", "goal": "100"},
    "matrix": {"year": "99", "sum": "101"},
    "basics": {"one": "0", "two": "1"},
    "bonus": {"actual": "123", "goal": "100"},
    "truth": {"found": "0"},
}
"""50 × 3.9 ÷ 4.5 + 10 + 8 + 15 + 2 points."""


def scored_desk(folder: Path, leaving_out: str = "") -> Desk:
    """All figures but those of one line, or with `*` none."""
    desk = open_desk(folder)
    for other in (desk.tasks / "rubrics").glob("*.yaml"):
        other.unlink()
    (desk.tasks / "rubrics" / "six.yaml").write_text(RUBRIC.replace("TASK", TASK), encoding="utf-8")
    assert [one.id for one in desk.space.plan()[0].rubrics] == [RUBRIC_ID]
    desk.on("2026-01-05").record(OFFICE, "opened", on="2026-01-05")
    for line, values in FIGURES.items():
        for name, value in values.items() if leaving_out not in (line, "*") else ():
            figure(desk, line, name, value)
    return desk


def figure(desk: Desk, line: str, name: str, value: str, **more: object) -> Record:
    about = {
        "rubric": RUBRIC_ID,
        "line": line,
        "input": name,
        "year": YEAR,
        "value": value,
        "status": "final",
    }
    about |= {"source": "测试通报", "document_number": "示统〔2026〕7号", "unit_of_measure": None, **more}
    return desk.record(OFFICE, "assessment_figure", **about)


def file(desk: Desk, name: str, content: bytes, actor: Actor = LEAD, **more: object) -> Record:
    """One piece of evidence for the task of the first line."""
    fields = file_fields(name, content)
    assert isinstance(fields, dict)
    drafts = [Draft("evidence", {"task": TASK, "period": "2025-Q4", **fields, **more})]
    outcome = accept_with_files(desk.space, drafts, {str(fields["sha256"]): content}, actor)
    assert outcome.ok, [str(one) for one in outcome.problems]
    return outcome.records[-1]


def proven_desk(folder: Path, leaving_out: str = "") -> Desk:
    """With a file, a restricted file and a document number on the task, and a locked quarter."""
    desk = scored_desk(folder, leaving_out)
    file(desk, "验收单.pdf", PDF)
    file(desk, "内部测算.pdf", SECRET, restricted=True)
    desk.record(LEAD, "evidence", task=TASK, period="2025-Q3", document_number="示发改〔2025〕3号")
    desk.record(OFFICE, "period_lock", period="2025-Q4")
    return desk


def assessed(desk: Desk) -> tuple[Snapshot, Assessment, Rubric]:
    now = desk.space.assessed(YEAR)
    [rubric] = [one for one in now.plan.rubrics if one.id == RUBRIC_ID]
    return now, assess(now, RUBRIC_ID, YEAR), rubric
