"""A small emergency plan and a small call for pilots beside the example plan, for everything about warnings and pilots."""

from pathlib import Path

from tests.intake.desk import Desk, open_desk
from tracker.intake import Actor, Role

UNITS = """\
  - {id: ex-east, name: 东街, jurisdiction: 示例市示例区}
  - {id: ex-west, name: 西街, jurisdiction: 示例市示例区}
  - {id: ex-towns, name: 属地街镇, jurisdiction: 示例市示例区, collective: true, members: [ex-east, ex-west]}
"""
ALARM = """\
document:
  id: alarm
  title: 示例区空气重污染应急预案
  document_number: 示政办发〔2023〕29号
  issuers: [示例市示例区人民政府]
  issued_on: 2023-11-13
  status: in_force
  jurisdiction: 示例市示例区
  track: air-emergency
  coordinator: 区城市管理委
tasks:
  - id: "3.1"
    clause: 三/1
    title: 道路清扫保洁
    summary: 增加重点道路清扫保洁
    kind: triggered
    alert_levels: [yellow, orange, red]
    assignments:
      - {role: lead, as_written: 区城市管理委, units: [区城市管理委], lead: stated}
      - {role: support, as_written: 属地街镇, units: [属地街镇]}
  - id: "3.2"
    clause: 三/2
    title: 倡导绿色出行
    summary: 倡导公众少开车
    kind: triggered
    alert_levels: [yellow]
    assignments: [{role: responsible, as_written: 区发改委, units: [区发改委], lead: provisional}]
  - id: "3.3"
    clause: 三/3
    title: 停止土石方作业
    summary: 施工工地停止土石方作业
    kind: triggered
    alert_levels: [orange, red]
    assignments:
      - {role: lead, as_written: 区科委、园区管委会, units: [区科委、园区管委会], lead: stated}
      - {role: support, as_written: 各相关单位、区城市管理委, units: [各相关单位, 区城市管理委]}
  - id: "4.1"
    clause: 四/1
    title: 应急值守
    summary: 健全应急值守制度
    kind: standing
    assignments: [{role: responsible, as_written: 区城市管理委, units: [区城市管理委], lead: provisional}]
"""
LAPSED = """\
document:
  id: lapsed
  title: 示例区旧应急预案
  issuers: [示例市示例区人民政府]
  issued_on: 2018-10-01
  expires_on: 2023-11-12
  status: in_force
  jurisdiction: 示例市示例区
  track: air-emergency
  coordinator: 区城市管理委
tasks:
  - id: "1"
    clause: 一
    title: 洒水降尘
    summary: 增加洒水
    kind: triggered
    alert_levels: [yellow]
    assignments: [{role: responsible, as_written: 区城市管理委, units: [区城市管理委], lead: provisional}]
"""
CALL = """\
document:
  id: call
  title: 示例市低碳试点通知
  issuers: [示例市生态环境局]
  issued_on: 2023-05-06
  status: in_force
  jurisdiction: 示例市示例区
  track: low-carbon-pilot
  coordinator: 区发展改革委
tasks:
  - id: "1"
    clause: 一
    title: 组织申报
    summary: 组织单位申报
    kind: process
    assignments: [{role: responsible, as_written: 区发展改革委, units: [区发展改革委], lead: provisional}]
pilots:
  - id: park
    name: 气候友好型园区试点
    applicants: 园区管理委员会或运营管理机构
    stages: [application, review, building, assessment, awarded, cancelled]
    months: 12
    quote: 实施期一年
  - id: leader
    name: 低碳领跑者试点
    applicants: 重点排放单位
    stages: [application, review, awarded]
    quote: 低碳领跑者试点
"""
ROADS, TRAVEL, EARTH, WATCH = "alarm/3.1", "alarm/3.2", "alarm/3.3", "alarm/4.1"
EAST = Actor("东街值班员", Role.UNIT, "ex-east")


def add_plans(tasks: Path) -> None:
    """The three documents and their units into a copy of the example plan."""
    for name, text in (("alarm", ALARM), ("lapsed", LAPSED), ("call", CALL)):
        (tasks / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    with (tasks / "units.yaml").open("a", encoding="utf-8") as units:
        units.write(UNITS)


def alarm_desk(folder: Path) -> Desk:
    """The office of `tests.intake.desk` with these documents, at noon of 20 November 2024."""
    desk = open_desk(folder)
    add_plans(desk.tasks)
    return desk.on("2024-11-20")
