"""Mistakes in the fields of a plan and in what it says."""

from tracker.plan.codes import Code
from tracker.problems import Severity

FIELD_CODES = (
    Code(
        "plan.wrong-shape",
        "A value, a list or a mapping stands where another of the three is expected.",
        "“{key}”应当是{wanted}，这里写的是{found}。",
        "请参照 docs/plan-format.md 改正。",
    ),
    Code(
        "plan.unknown-key",
        "A key the format does not know; its value was left out.",
        "不认识“{key}”，它的内容没有读入。",
        "{near}",
    ),
    Code(
        "plan.missing-key",
        "A required key is not there.",
        "缺少“{key}”。",
        "请补上“{key}: ”和它的内容。",
    ),
    Code(
        "plan.empty-value",
        "A required key, or an item of a list, has no content.",
        "“{key}”是空的。",
        "请填上内容；确实没有的话，整项删掉。",
    ),
    Code(
        "plan.bad-id",
        "An id is not made of small letters, digits, dots and hyphens.",
        "编号“{text}”不合写法。",
        "编号只能用半角的小写字母、数字、点和连字符，以字母或数字开头{near}。",
    ),
    Code(
        "plan.bad-date",
        "A date that is not written year-month-day or does not exist.",
        "“{text}”不是有效的日期。",
        "请写成 2025-06-30 这样的年-月-日{near}。",
    ),
    Code(
        "plan.bad-number",
        "A number with anything but half-width digits, one point and a sign.",
        "“{text}”不是可以直接用的数。",
        "请只写半角数字，例如 12.5；{near}。",
    ),
    Code(
        "plan.bad-yes-no",
        "A yes-or-no value other than true or false.",
        "“{key}”只能是 true 或 false，这里写的是“{text}”。",
        "是写 true，否写 false。",
    ),
    Code(
        "plan.bad-choice",
        "A value that is not one of the words allowed.",
        "“{key}”不能是“{text}”。",
        "可以写：{choices}{near}",
    ),
    Code(
        "plan.out-of-range",
        "A number outside the range that makes sense.",
        "“{key}”的值“{text}”超出了范围。",
        "{limit}。",
    ),
    Code(
        "plan.bad-value",
        "Any other value that the format does not allow.",
        "“{key}”的内容不合要求（{reason}）。",
        "请参照 docs/plan-format.md 改正。",
    ),
    Code(
        "plan.duplicate-id",
        "An id occurs twice; the later item is shown under another id.",
        "编号“{id}”已用在 {first}，这一项暂以“{renamed}”显示。",
        "请给其中一项换一个编号。",
    ),
    Code(
        "plan.due-not-understood",
        "The wording of a date is not one of the known forms and no date is given with it.",
        "看不懂时限“{text}”。",
        "请照原文写成“到2025年”“2030年底前”这类词语；原文另有说法的，写成 {{wording: 原文, on: 年-月-日, precision: day}}。",
    ),
)

TASK_CODES = (
    Code(
        "plan.due-contradicts-wording",
        "The date given differs from the one the wording stands for.",
        "时限“{wording}”应当是 {parsed}，这里写的是 {given}。",
        "请核对原文后改正其中一个；词语写得清楚时，不用再写日期。",
    ),
    Code(
        "plan.period-reversed",
        "A period starts after it ends.",
        "时段从 {starts} 开始，却在 {ends} 结束。",
        "请核对 starts_on 和 on；申报时段核对 opens_on 和 closes。",
    ),
    Code(
        "plan.unknown-unit",
        "A body that the register of the document's jurisdiction has neither as a name nor as an alias.",
        "单位名录里没有“{name}”（{jurisdiction}）。",
        "{near}",
    ),
    Code(
        "plan.units-differ",
        "The units listed are not those of as_written, in its order.",
        "units 与 as_written 对不上：第 {position} 个，原文是“{printed}”，这里列的是“{listed}”。",
        "请按原文的名称和顺序逐个列出。",
    ),
    Code(
        "plan.lead-on-collective",
        "A provisional lead where the text names only collectives, none of which can lead.",
        "原文只写了“{names}”，没有可以牵头的单位，不能写 lead: provisional。",
        "请改为 lead: none，等办公室明确责任单位。",
    ),
    Code(
        "plan.stated-lead-without-role",
        "The lead is said to be stated by the text, yet the role is not lead.",
        "lead 写的是 stated（原文写明牵头），role 却是 {role}。",
        "原文写明牵头的，role 请写 lead；没有写明的，lead 请写 provisional 或 none。",
    ),
    Code(
        "plan.unknown-indicator",
        "A target names an indicator that the document does not define.",
        "本文件的 indicators 里没有“{name}”。",
        "{near}",
    ),
    Code(
        "plan.target-without-comparator",
        "A target has a figure but not how to compare with it.",
        "目标有数值 {value}，但没有写 comparator（怎样比较）。",
        "请按原文补上：以上、达到写 ge，以下写 le，左右写 about，年均增速写 growth，翻番写 multiple。",
    ),
    Code(
        "plan.target-without-value",
        "A target has neither a figure, nor who sets it, nor why it cannot be judged.",
        "目标没有数值，也没有说明由谁下达或者为什么没有。",
        "有数值的写 value；由上级下达的写 set_by；口径不明的写 undefined 并说明原因。",
    ),
    Code(
        "plan.hold-bounds",
        "A target to hold a range has no upper bound, or one below its lower bound.",
        "保持区间（hold）的上限不对：下限 {value}，上限 {upper}。",
        "value 写下限，upper 写上限，上限不能小于下限。",
    ),
    Code(
        "plan.growth-without-period",
        "An average growth has no first day, so nobody knows over which years it runs.",
        "年均增速（growth）没有写从哪年算起。",
        "时限写成“十四五”期间这样的时段，或在 due 里补上 starts_on；原文没有说清的，写 undefined 说明。",
    ),
    Code(
        "plan.multiple-without-baseline",
        "A multiple has no base year.",
        "翻番（multiple）没有写以哪年为基数。",
        "请补上 baseline: {{year: 年份}}；基期值原文没有的不要填。",
    ),
    Code(
        "plan.standing-with-date",
        "A standing task, which is never overdue, has a dated goal.",
        "任务写成了持续推进（standing），却有带时限的“{goals}”。",
        "有时限的任务 kind 请写 dated。",
    ),
    Code(
        "plan.dated-without-date",
        "A dated task has no milestone or target with a date.",
        "任务写成了有时限（dated），却没有一个带时限的里程碑或目标。",
        "请补上带 due 的里程碑或目标；原文没有时限的，kind 请写 standing。",
    ),
    Code(
        "plan.clause-form",
        "A clause path is not written as printed, level by level.",
        "条款号“{clause}”不合写法。",
        "请照原文逐级写，用“/”隔开，例如 五/(三)。",
    ),
    Code(
        "plan.document-dates",
        "A document expires before it was issued or took effect.",
        "文件 {expires} 失效，早于 {since} 的{event}。",
        "请核对 issued_on、effective_on 和 expires_on。",
    ),
    Code(
        "plan.status-without-reason",
        "A document that is not in force says no reason.",
        "文件状态是 {status}，没有写原因。",
        "请在 status_reason 里写明依据，例如废止它的文号。",
        Severity.WARNING,
    ),
    Code(
        "plan.no-tasks",
        "A plan file has neither tasks nor goals.",
        "这份文件里没有任务，也没有总体目标。",
        "请补上 tasks；还没有整理完的文件先不要放进 plans。",
        Severity.WARNING,
    ),
    Code(
        "plan.date-not-in-quote",
        "The words quoted for a milestone do not hold the words of its date.",
        "引文里没有“{wording}”。",
        "请核对时限；引文应当包含定下时限的那几个字。",
        Severity.WARNING,
    ),
    Code(
        "plan.figure-not-in-quote",
        "The words quoted for a target do not hold its figure or a word for it.",
        "引文里没有数值 {value}。",
        "请核对数值；引文应当包含定下数值的那几个字。",
        Severity.WARNING,
    ),
)
