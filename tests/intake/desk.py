"""A district office at its desk: a small plan, an empty ledger, and a clock that is set by the test."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

from tracker.intake import Actor, Draft, Outcome, Role, accept
from tracker.labels import FIELDS
from tracker.records.journal import Record
from tracker.snapshot import Snapshot, Workspace

EXAMPLE = Path(__file__).parents[1] / "example" / "tasks"
SECOND_PLAN = """
document:
  id: second
  title: 示例区数字经济行动方案
  issuers: [示例市示例区人民政府]
  issued_on: 2025-03-03
  status: in_force
  jurisdiction: 示例市示例区
  track: carbon-peak
  coordinator: 区发展改革委
indicators:
  - {id: output, name: 数字经济增加值}
  - {id: coupled-share, name: 耦合供热面积占比, unit_of_measure: "%"}
  - {id: grade, name: 新建民用建筑绿色建筑等级, unit_of_measure: 星级, ordinal: true, lowest: 1, highest: 3}
tasks:
  - id: "2.1"
    clause: 二/(一)
    title: 发展数字经济
    summary: 扩大数字经济规模
    kind: dated
    assignments: [{role: responsible, as_written: 区发展改革委, units: [区发展改革委], lead: provisional}]
    targets:
      - id: growth
        indicator: output
        comparator: growth
        value: 6
        unit_of_measure: "%"
        due: “十五五”期间
        quote: “十五五”期间，年均增速6%
      - id: double
        indicator: output
        comparator: multiple
        value: 2
        unit_of_measure: 倍
        due: 到2030年
        baseline: {year: 2020}
        quote: 到2030年，较2020年翻一番
      - id: about
        indicator: coupled-share
        comparator: about
        value: 12.5
        unit_of_measure: "%"
        due: 到2030年
        quote: 到2030年，占比达到12.5%左右
  - id: "2.2"
    clause: 二/(二)
    title: 应对空气重污染
    summary: 按预警启动应急措施
    kind: triggered
    alert_levels: [yellow, orange]
    assignments: [{role: responsible, as_written: 区城市管理委, units: [区城市管理委], lead: provisional}]
  - id: "2.3"
    clause: 二/(三)
    title: 落实考核
    summary: 各单位落实考核要求
    kind: standing
    assignments:
      - {role: responsible, as_written: 各相关单位, units: [各相关单位]}
      - {role: support, as_written: 区发展改革委, units: [区发展改革委]}
pilots:
  - id: park
    name: 低碳园区试点
    applicants: 园区管理机构
    stages: [application, review, building, awarded]
    quote: 低碳园区试点
"""
OTHER_PLACE = """\
  - {id: other-fgw, name: 区发展改革委, jurisdiction: 另一个区}
"""
TASK, STANDING, MILESTONE = "example-2025-1/1.1", "example-2025-1/1.2", "example-2025-1/1.1/m2025"
TARGET, INDICATOR = "example-2025-1/1.1/t2026", "example-2025-1/heating-share"

OFFICE = Actor("办公室", Role.OFFICE)
LEAD = Actor("城管填报人", Role.UNIT, "ex-cgw")
"""First-listed in TASK, so the one who answers for it."""
PARTNER = Actor("科委填报人", Role.UNIT, "ex-kw")
"""Named in TASK beside LEAD."""
OUTSIDER = Actor("发改填报人", Role.UNIT, "ex-fgw")
"""Has no part in TASK; leads STANDING."""
LEADER, AUDITOR = Actor("区领导", Role.LEADER), Actor("审计", Role.AUDITOR)

RIGHT: dict[str, dict[str, object]] = {
    "opened": {"on": "2026-01-01"},
    "target_setting": {"target": TARGET, "source": "会议纪要", "baseline_year": 2020, "baseline_value": "4"},
    "year_goal": {"task": TASK, "year": 2026, "goal": "改造 10 处", "source": "年度要点"},
    "lead_confirmed": {"task": TASK, "unit": "ex-kw", "source": "分工方案"},
    "work_item": {
        "task": TASK,
        "item": "w1",
        "title": "编制方案",
        "unit": "ex-kw",
        "due": "2026-12-31",
        "deliverable": "方案",
        "year": 2026,
        "state": "proposed",
    },
    "progress": {"task": TASK, "period": "2026-Q3", "text": "已完成 6 处"},
    "reading": {
        "indicator": INDICATOR,
        "period": "2025",
        "value": "9.1",
        "status": "final",
        "source": "公报",
    },
    "completion": {"item": MILESTONE, "completed_on": "2025-12-20", "note": "已建成"},
    "evidence": {"task": TASK, "period": "2026-Q3", "document_number": "示发改〔2026〕3号"},
    "override": {"task": TASK, "light": "yellow", "reason": "已有安排", "until": "2026-12-31"},
    "extension_request": {"item": MILESTONE, "new_due": "2027-06-30", "reason": "审批未完成"},
    "close_out": {"item": MILESTONE, "verdict": "closed"},
    "period_lock": {"period": "2026-Q3", "locked": True},
    "expansion": {"task": TASK, "collective": "ex-streets", "members": ["ex-fgw"], "source": "分工方案"},
    "alert": {"document": "second", "level": "yellow", "reference": "市指挥部指令"},
    "pilot": {"document": "second", "type": "park", "applicant": "示例园区管委会", "name": "示例园区"},
    "pilot_stage": {"pilot": "second/p1", "stage": "application"},
    "notice": {
        "grade": "reminder",
        "unit": "ex-cgw",
        "tasks": [TASK],
        "demand": "说明原因",
        "reply_by": "2027-06-30",
    },
    "notice_reply": {"notice": "督办〔2026〕1号", "text": "审批延误", "measures": "十一月底前办完"},
    "notice_closed": {"notice": "督办〔2026〕1号", "verdict": "settled"},
    "instruction": {
        "leader": "分管区领导",
        "text": "请抓紧推进",
        "tasks": [TASK],
        "units": ["ex-cgw", "ex-kw"],
        "feedback_by": "2027-06-30",
    },
    "instruction_feedback": {"instruction": "批示〔2026〕1号", "unit": "ex-cgw", "text": "已安排"},
    "instruction_closed": {
        "instruction": "批示〔2026〕1号",
        "verdict": "returned",
        "unit": "ex-cgw",
        "reason": "没有附结果",
    },
    "receipt": {"task": TASK, "unit": "ex-cgw", "state": "signed", "reason": "职责不在本单位"},
    "assessment_figure": {
        "rubric": "example-district",
        "line": "energy",
        "input": "actual",
        "year": 2026,
        "value": "3.5",
        "unit_of_measure": "%",
        "source": "市统计局",
        "status": "final",
    },
    "objection_decision": {"task": TASK, "unit": "ex-cgw", "approved": False, "reason": "分工方案写明"},
}
"""A body of each kind that nothing speaks against on 12 October 2026 (a close-out needs a completion before it, a stage
its pilot)."""


FIELD = {label: name for name, label in FIELDS.items()}
"""A form's field by the label that the problem names."""


class Desk:
    """Files records on a day of the test's choosing, through the one door."""

    def __init__(self, tasks: Path, data: Path) -> None:
        self.tasks, self.data = tasks, data
        self._now = datetime(2026, 10, 12, 4)
        self.space = Workspace(tasks, data, now=lambda: self._now)

    def on(self, day: str) -> "Desk":
        """Noon in Shanghai of that day; every record after that is a moment later."""
        self._now = datetime.fromisoformat(f"{day}T04:00:00")
        return self

    def send(self, actor: Actor, kind: str, *, dry_run: bool = False, **changes: object) -> Outcome:
        """One draft: the right body of its kind with `changes`; None leaves a field out."""
        meant = {name: changes.pop(name) for name in ("effective_on", "base_seq") if name in changes}
        body = {
            name: value for name, value in {**RIGHT.get(kind, {}), **changes}.items() if value is not None
        }
        self._now += timedelta(milliseconds=1)
        return accept(self.space, [Draft(kind, body, **meant)], actor, dry_run=dry_run)  # type: ignore[arg-type]

    def record(self, actor: Actor, kind: str, **changes: object) -> Record:
        """A draft that must be taken; the record that it became."""
        outcome = self.send(actor, kind, **changes)
        assert outcome.ok, [str(problem) for problem in outcome.problems]
        return outcome.records[-1]

    def correct(
        self, actor: Actor, replaces: Record, body: dict[str, object] | None, **changes: object
    ) -> Outcome:
        return self.send(actor, "correction", replaces=replaces.id, reason="数字有误", body=body, **changes)

    @property
    def written(self) -> list[Record]:
        return list(self.space.journal.read().records)

    def status(self, as_of: str | None = None) -> Snapshot:
        return self.space.status(date.fromisoformat(as_of) if as_of else None)


def codes(outcome: Outcome) -> list[tuple[str, str | None]]:
    """What was refused, and at which field of the body."""
    return [(problem.code, FIELD.get(problem.place.field or "")) for problem in outcome.problems]


def open_desk(folder: Path) -> Desk:
    """The example plan with a second document, and a unit of another place that has a name in common."""
    tasks = folder / "tasks"
    shutil.copytree(EXAMPLE, tasks)
    shutil.copytree(EXAMPLE.parent / "rubrics", tasks / "rubrics")
    (tasks / "plans" / "second.yaml").write_text(SECOND_PLAN, encoding="utf-8")
    with (tasks / "units.yaml").open("a", encoding="utf-8") as units:
        units.write(OTHER_PLACE)
    return Desk(tasks, folder / "data")
