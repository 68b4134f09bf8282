"""Mistakes in assessment rubrics."""

from tracker.plan.codes import Code

RUBRIC_CODES = (
    Code(
        "rubric.not-used",
        "A rubric with a mistake is not used until it is mended: half a rubric would give a wrong score.",
        "这份评分细则有错误，改正以前不用于考核。",
        "请按本文件的其他问题逐处改正。",
    ),
    Code(
        "rubric.years-reversed",
        "The last year of a rubric lies before its first.",
        "适用年度的末年 {last} 早于首年 {first}。",
        "请改正 from_year 或 to_year；没有末年的不写 to_year。",
    ),
    Code(
        "rubric.years-overlap",
        "Two versions of one rubric are valid in the same year.",
        "细则“{id}”的 {first} 版和 {second} 版在同一年度都适用。",
        "请改正其中一版的 from_year 或 to_year，一个年度只用一版。",
    ),
    Code(
        "rubric.one-rule",
        "A line has no rule, or more than one.",
        "一个考核项要有且只有一种评分规则，这里写了：{found}。",
        "请在 linear、steps、bonus、matrix、veto、pass_count 中只留一种。",
    ),
    Code(
        "rubric.unknown-group",
        "A group that the rubric does not list.",
        "groups 里没有“{name}”。",
        "{near}",
    ),
    Code(
        "rubric.unknown-input",
        "A rule reads a figure that is no input of its line.",
        "本项的 inputs 里没有“{name}”。",
        "{near}",
    ),
    Code(
        "rubric.unread-input",
        "An input that the line's rule does not read.",
        "数据项“{name}”没有用到评分规则里。",
        "请在规则里引用它，或者删掉。",
    ),
    Code(
        "rubric.reserved-input",
        "An input has the name by which a rehearsal supposes that the whole line is met.",
        "数据项不能叫“{name}”，这个名字留给预演。",
        "请换一个编号，例如 verdict。",
    ),
    Code(
        "rubric.goal-unclear",
        "A comparison without a goal, or with two.",
        "这里要有且只有一个比较的对象：goal（数据项）或 goal_value（数值）。",
        "请补上一个，或者删掉一个。",
    ),
    Code(
        "rubric.goal-not-positive",
        "A completion rate over a goal that is not above zero.",
        "完成率的分母 goal_value 必须大于 0。",
        "请改正数值；只比大小的请改用达标类规则。",
    ),
    Code(
        "rubric.input-source",
        "An input takes its figure from several places, or from half of one.",
        "数据项“{name}”的取数办法写得不完整或有矛盾。",
        "取自方案目标的写 target 和 figure；取自统计的只写 count；由双碳办录入的都不写，才可以写 yes_no 和 needs_document。",
    ),
    Code(
        "rubric.count-of-district",
        "A count of a unit's work in a rubric that scores the district.",
        "数据项“{name}”统计的是单位的工作，而本细则考核全区。",
        "请改正 subject，或者改用录入的数据。",
    ),
    Code(
        "rubric.goal-is-range",
        "The goal of a target that is a range is asked for as one figure.",
        "目标“{id}”是一个区间，没有单一的目标值。",
        "请改用 figure: reached（是否达到）。",
    ),
    Code(
        "rubric.points-differ",
        "The scores of a rule do not fit the points of its line.",
        "各档得分与满分 {points} 不一致。",
        "最高一档等于满分，条件少的一档不高于条件多的一档。",
    ),
    Code(
        "rubric.steps-order",
        "Steps that mix directions or do not run from the best to the worst.",
        "分档写得不成次序。",
        "各档只用 at_least 或只用 at_most，从得分最高的一档写到最低的一档。",
    ),
    Code(
        "rubric.need-too-many",
        "More conditions have to hold than there are.",
        "要求满足 {need} 条，而条件只有 {count} 条。",
        "请改正 need，或者补上条件。",
    ),
    Code(
        "rubric.unknown-grade",
        "A grade that the rubric does not list, or lists twice.",
        "等次“{name}”没有列在 grades 里，或者列了两次。",
        "grades 从最好到最差各写一次，评定规则只用其中的等次。",
    ),
    Code(
        "rubric.grading-open",
        "The rules of the grading leave a case open, or one of them has several conditions.",
        "评定规则“{name}”的条件写得不对。",
        "每条写一个条件（vetoed、group 和 missed、all_met 或 score），只有最后一条不写条件。",
    ),
    Code(
        "rubric.score-without-points",
        "The grade depends on a total, but no line has points.",
        "评定规则按总分 {score} 分定等次，而各项都没有分值。",
        "请补上分值，或者改用达标类条件。",
    ),
    Code(
        "rubric.full-differs",
        "The lines do not add up to the full points.",
        "各项分值合计 {found} 分，不是 {points} 分。",
        "请对照原文改正分值；加分项不计入满分。",
    ),
)
