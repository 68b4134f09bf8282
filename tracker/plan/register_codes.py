"""Mistakes in links between documents, in the registers and in the calendar."""

from tracker.plan.codes import Code
from tracker.problems import Severity

LINK_CODES = (
    Code(
        "plan.unknown-link",
        "An id of another document, target, task, indicator or unit that nothing has.",
        "没有编号为“{id}”的内容。",
        "{near}",
    ),
    Code(
        "plan.unknown-jurisdiction",
        "A jurisdiction that units.yaml does not list.",
        "units.yaml 的 jurisdictions 里没有“{name}”。",
        "请核对名称，或者在 jurisdictions 里补上，写明 level 和 upper。",
    ),
    Code(
        "units.same-jurisdiction",
        "A jurisdiction is listed twice; the first entry holds.",
        "jurisdictions 里“{name}”写了两次，以第一次为准。",
        "请删去其中一条。",
    ),
    Code(
        "plan.serves-not-above",
        "A target is said to serve one that is not of a higher level.",
        "“{id}”不是上级文件的目标。",
        "serves 只写上一级或更上级的目标；同级的对照请写在 scope 里。",
    ),
    Code(
        "plan.funded-by-no-instrument",
        "A task is said to be paid by something that is no instrument.",
        "“{id}”不是支持政策（kind: instrument）。",
        "funded_by 只写支持政策条目的编号。",
    ),
    Code(
        "plan.supersedes-without-date",
        "A task takes over another, but its document has no date from which it could.",
        "任务承接“{id}”，但本文件没有印发或施行日期，不知道从哪天起。",
        "请补上 issued_on 或 effective_on。",
    ),
    Code(
        "plan.supersedes-not-earlier",
        "A task takes over one of a document that is not earlier than its own.",
        "任务承接“{id}”，但那份文件从 {earlier} 起，本文件从 {later} 起，不是以前的文件。",
        "请核对编号，或者改正两份文件的 issued_on、effective_on。",
    ),
    Code(
        "plan.triggered-without-level",
        "A triggered task names no alert level.",
        "任务由预警启动（triggered），却没有写是哪一级预警。",
        "请照原文补上 alert_levels，例如 [orange, red]。",
    ),
    Code(
        "plan.level-without-trigger",
        "A task that no alert starts has alert levels.",
        "任务写了预警级别，kind 却不是 triggered。",
        "由预警启动的，kind 请写 triggered；不是的，删掉 alert_levels。",
    ),
    Code(
        "plan.goal-without-light",
        "A task without a light has a milestone or target, which nobody would judge.",
        "{kind} 类任务不亮灯，却带有目标“{goals}”。",
        "奖励标准、额度和条件请写在 conditions；确是目标的，移到 goals 或改任务类型。",
    ),
    Code(
        "plan.grade-not-whole",
        "A goal on a scale of grades is not a whole number.",
        "等级目标 {value} 不是整数。",
        "等级按次序写整数，例如二星级写 2。",
    ),
    Code(
        "units.members-of-one",
        "A single body has members.",
        "“{name}”写了成员，却不是集合单位。",
        "集合单位请补上 collective: true；不是的，删掉 members。",
    ),
    Code(
        "units.merger-incomplete",
        "A merger without its day or without the other unit.",
        "“{name}”的并入没有写全。",
        "merged_into（并入哪个单位）和 merged_on（从哪天起）要一起写。",
    ),
)

REGISTER_CODES = (
    Code(
        "units.shared-name",
        "Two units of one jurisdiction answer to the same name or alias.",
        "“{name}”在{jurisdiction}的名录里指两个单位：{first} 和 {second}。",
        "请改成不同的名称，或者把两条合并成一条。",
    ),
    Code(
        "rules.missing-threshold",
        "A number that the rules read is not given.",
        "rules.yaml 里缺少“{name}”，有关的状态无法判定。",
        "请补上这一项，写明数值、计量单位、生效日期和来源{near}",
    ),
    Code(
        "rules.bad-id",
        "The id of a threshold is not made of small letters, digits and underscores.",
        "规则编号“{text}”不合写法。",
        "规则编号只用小写字母、数字和下划线，例如 {near}。",
    ),
    Code(
        "rules.number-pattern",
        "The pattern of the numbers of notices or instructions cannot count.",
        "编号写法“{text}”编不出号。",
        "写法里要有 {{year}} 和 {{number}} 各一处，花括号里不能有别的，例如 督办〔{{year}}〕{{number}}号。",
    ),
    Code(
        "rules.same-day",
        "A threshold is given twice from the same day on.",
        "“{name}”从 {day} 起有两个数值。",
        "请删掉其中一个，或者改正生效日期。",
    ),
    Code(
        "calendar.bad-year",
        "A key under years is not a year.",
        "“{text}”不是年份。",
        "请写成四位数的年份，例如 2026。",
    ),
    Code(
        "calendar.other-year",
        "A day stands under another year than its own.",
        "{day} 不在 {year} 年。",
        "请移到 {other} 年名下，或者改正日期。",
    ),
    Code(
        "calendar.holiday-and-workday",
        "A day is both a holiday and a make-up workday.",
        "{day} 既写成放假又写成上班。",
        "请对照放假通知，删掉其中一个。",
    ),
    Code(
        "calendar.workday-on-weekday",
        "A make-up workday that is no Saturday or Sunday.",
        "{day} 是{weekday}，本来就上班，不是调休上班日。",
        "请对照放假通知改正；调休上班日只会在周六或周日。",
    ),
    Code(
        "calendar.missing-year",
        "A year in which goals run is not in the calendar; its working days are estimated as Monday to Friday.",
        "日历里没有 {year} 年，暂按周一至周五上班估算。",
        "请补上 {year} 年的放假安排；通知没有发布的写 official: false 并注明预估。",
        Severity.WARNING,
    ),
)
