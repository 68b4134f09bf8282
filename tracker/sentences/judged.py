"""One Chinese sentence for each result, made from the inputs the views give: what holds, and who can mend it."""

from collections.abc import Mapping, Sequence

from tracker.labels import COMPARATOR, DOCUMENT_STATUS, JURISDICTION_LEVEL, OUTLOOK, TARGET_STATE
from tracker.sentences.figures import GRADED, amount, day, difference, number, period, report_period

Inputs = Mapping[str, object]


def goal_words(row: Inputs) -> str:
    """The goal as a reader says it: 不低于 10%、12.5% 左右、年均增长 6%、较 2020 年翻一番."""
    comparator = row["comparator"]
    unit = row["unit_of_measure"] or ("倍" if comparator == "multiple" else row.get("reading_unit"))
    if row["value"] is None or comparator is None:
        return f"待下达（{row['set_by']}）" if row.get("set_by") else "待下达"
    text = row.get("value_text")
    figure = f"{text}{unit or ''}" if text and unit not in GRADED else amount(row["value"], unit)
    prefix = "降幅" if row.get("reduction") else ""
    if comparator == "about":
        return f"{prefix}{figure}左右"
    if comparator == "hold":
        return f"{figure}—{amount(row['upper'], unit)}"
    if comparator == "multiple":
        base = f"较{row['baseline_year']}年" if row.get("baseline_year") else "较基期"
        return f"{base}翻一番" if float(str(row["value"])) == 2 else f"{base}增至{figure}"
    if comparator == "growth":
        return f"年均增长{figure}" if not row.get("undefined") else f"每年递增{figure}"
    return f"{prefix}{COMPARATOR[str(comparator)]}{figure}"


def _missing_settings(row: Inputs) -> str:
    missing = []
    if row.get("pathway") is None:
        missing.append("路径")
    if row.get("leg_start") is None:
        missing.append("基期值")
    if row.get("comparator") == "about" and row.get("tolerance") is None:
        missing.append("允许偏差")
    return "、".join(missing) or "前一段目标的路径"


def _period(row: Inputs) -> str:
    return period(row.get("reading_period") or "")


def _growth(row: Inputs) -> str:
    """The mean so far: 2021—2023年年均增长5%."""
    first, last = int(str(row.get("growth_base_year"))) + 1, row.get("growth_until")
    rate = float(str(row.get("judged_value")))
    years = f"{last}年" if first == last else f"{first}—{last}年年均"
    return f"{years}{'增长' if rate >= 0 else '下降'}{number(abs(rate))}%"


def _off(row: Inputs) -> str:
    """How far a value is off its goal, in the direction it is off: 差0.9个百分点, 高出1个百分点."""
    unit = "%" if row.get("comparator") == "growth" else row.get("reading_unit")
    bound = row.get("upper") if row.get("comparator") == "hold" else row.get("goal")
    judged = row.get("judged_value")
    above = judged is not None and bound is not None and float(str(judged)) > float(str(bound))
    return f"{'高出' if above else '差'}{difference(row.get('gap_to_goal'), unit)}"


def _not_yet_due(row: Inputs) -> str:
    unit = row.get("reading_unit")
    state = row["state"]
    provisional = "（初步数）" if row.get("is_provisional") else ""
    got = f"{_period(row)}为{amount(row.get('judged_value'), unit)}"
    falls = row.get("sign") == -1
    need = f"同期路径要求{'不高于' if falls else ''}{amount(row.get('required_at_reading'), unit)}"
    if row.get("comparator") == "growth":
        mean = f"{_growth(row)}{provisional}"
        return {
            "behind": f"{mean}，低于目标，余下各年须年均增长{number(row.get('needed_pace'))}%。",
            "ahead": f"{mean}，高于目标。",
            "on_path": f"{mean}，与目标相符。",
            "below_baseline": f"{mean}，总量低于基期。",
        }.get(str(state), "")
    if row.get("comparator") == "hold":
        bounds = goal_words(row)
        place = f"在{bounds}之内" if state == "on_path" else f"不在{bounds}之内，{_off(row)}"
        return f"{got}{provisional}，{place}。"
    return {
        "below_baseline": f"{got}{provisional}，比基期值还差，方向相反。",
        "behind": f"{got}{provisional}，{need}，{'高出' if falls else '差'}{difference(row.get('gap_to_path'), unit)}。",
        "ahead": f"{got}{provisional}，{need}，超前{difference(-float(str(row.get('gap_to_path') or 0)), unit)}。",
        "on_path": f"{got}{provisional}，{need}，符合路径。",
    }.get(str(state), "")


def outlook_words(row: Inputs) -> str:
    """预计可达、有风险、预计不达；a goal to be met neither more nor less may also be overshot: 预计偏高."""
    outlook, low = row.get("outlook"), row.get("outlook_low")
    exact = row.get("comparator") in ("about", "eq")
    if outlook == "unlikely" and exact and low is not None and float(str(low)) > float(str(row["goal"])):
        return "预计偏高"
    return OUTLOOK.get(str(outlook), "")


def target_sentence(row: Inputs) -> str:
    """Why a target is in its state; `row` has the columns of the `targets` question."""
    unit, state = row.get("reading_unit"), str(row["state"])
    provisional = "（初步数）" if row.get("is_provisional") else ""
    value, goal = amount(row.get("judged_value"), unit), goal_words(row)
    if row.get("comparator") == "about" and row.get("tolerance") is not None:
        goal = f"{goal}，允许偏差{difference(row['tolerance'], unit)}"
    lag = row.get("lag_months")
    if state in ("met", "missed"):
        result = _growth(row) if row.get("comparator") == "growth" else f"到期值{value}"
        verdict = f"达到目标（{goal}）" if state == "met" else f"未达到目标（{goal}），{_off(row)}"
        return f"{result}{provisional}，{verdict}。"
    if state == "met_late":
        short, word = row.get("short_at_due"), "高出" if row.get("comparator") == "le" else "差"
        at_due = f"到期时{word}{difference(short, unit)}" if short is not None else "到期时没有数据"
        return f"{at_due}，其后{_period(row)}为{value}，达到目标，属逾期达标。"
    if state == "awaiting_publication":
        return f"{day(row['due'])}到期，统计数据要到{day(row['published_by'])}前后公布，现在不能判断。"
    if state == "no_reading" and row.get("is_due"):
        waiting = "" if lag is not None else "（办公室尚未设定公布时滞）"
        return f"{day(row['due'])}已到期，没有报送到期时的数据，是否达标不清楚，待单位补报{waiting}。"
    if state == "no_reading":
        return "还没有报送任何数据，进展不清楚，待单位报送。"
    if state == "no_path":
        return f"还未到期；办公室尚未设定{_missing_settings(row)}，不能判断是否跟上进度。"
    if state == "no_baseline":
        return "没有基期值（文中未写，办公室尚未设定），不能判断。"
    if state == "no_tolerance":
        return "目标写的是“左右”，办公室尚未设定允许偏差，不能判断。"
    if state == "stale":
        return f"最近的数据截至{day(row.get('reading_on'))}，已经过旧，不能说明现状，待单位报送新数据。"
    if state == "incomplete":
        return "规划期内有年份缺数据，算不出年均增速，待单位补报。"
    if state == "standing_met":
        return f"没有写明时限；最近的值{value}{provisional}，目前达到要求（{goal}）。"
    if state == "standing_missed":
        return f"没有写明时限；最近的值{value}{provisional}，目前未达到要求（{goal}），{_off(row)}。"
    if state == "undated":
        return "没有写明时限，也没有报送数据，是否达到要求不清楚，待单位报送。"
    if state == "undefined":
        return f"{row.get('undefined') or '没有写明起止年份'}，不作判断。"
    if state == "awaiting_value":
        return f"目标值待{row.get('set_by') or '上级下达'}，办公室尚未录入，不能判断。"
    return _not_yet_due(row)


def item_sentence(row: Inputs) -> str:
    """Why a milestone or work item is in its state; `row` has the columns of the `items` question."""
    state, due = str(row["state"]), day(row["effective_due"])
    moved = f"（原定{day(row['due'])}，经批准延期{row['extensions']}次）" if row["extensions"] else ""
    days = abs(int(str(row["days_left"])))
    original = -int(str(row["original_days_left"]))
    if state == "overdue":
        silent = "到期且未报，" if row["is_silent"] else "办结申报被退回，" if row["is_returned"] else ""
        beside = f"，距原定时限已{original}天" if row["extensions"] else ""
        return f"应于{due}{moved}完成，{silent}已逾期{days}天{beside}。"
    if state == "awaiting_first_report":
        return f"已于{due}{moved}到期，单位还没有报过，是否完成不清楚。"
    if state in ("due_soon", "on_track"):
        return f"应于{due}{moved}完成，{f'还有{days}天' if days else '当日到期'}。"
    if state == "cancelled":
        return f"已按{row.get('verdict_document') or '决定'}终止。"
    late = "（延期是到期后才申请的）" if str(row["completed_on"]) <= str(row["effective_due"]) else ""
    finish = {"on_time": "按期办结", "extended": "延期办结（在批准的延期内）", "late": f"逾期办结{late}"}[
        str(row["finish"])
    ]
    checked = "办公室已核实销号" if state == "closed" else "等待办公室核实"
    return f"单位报{day(row['completed_on'])}完成，{finish}，{checked}。"


def standing_word(row: Inputs) -> str:
    """现行有效, or why a task or target of a document is not counted on the day."""
    if row["in_force"] or row["status_now"] != "in_force":
        return DOCUMENT_STATUS["in_force" if row["in_force"] else str(row["status_now"])]
    return "已被承接" if row["superseded_by"] else "尚未施行"


def carried_words(row: Inputs) -> str:
    """What to add to a goal that an expired document, or a task taken over by a later one, left behind."""
    if not row.get("carried"):
        return ""
    why = "方案已到期" if row.get("status_now") == "expired" else "任务已由以后的文件承接"
    return f"{why}，列为到期结转。"


def _target_part(inputs: Inputs) -> str:
    return f"指标“{inputs['indicator']}”{TARGET_STATE[str(inputs['state'])]}：{inputs.get('sentence')}"


def _item_part(rule: str, inputs: Inputs) -> str:
    return f"“{inputs['title']}”：{inputs.get('sentence')}"


def rule_sentence(rule: str, inputs: Inputs) -> str:
    """Why one rule holds for a task. Target and item inputs carry their own sentence."""
    what = inputs["what"]
    if what == "target":
        return _target_part(inputs)
    if what in ("milestone", "work_item"):
        return _item_part(rule, inputs)
    if what == "lag":
        return (
            f"截至{period(inputs['period'])}末完成年度目标的{number(inputs['percent'])}%，"
            f"序时进度{number(inputs['scheduled'])}%，"
            f"滞后{number(inputs['lag'])}个百分点（超过{number(inputs['threshold'])}个百分点）。"
        )
    if what == "unfinished_year":
        return f"{inputs['year']}年全年只完成年度目标的{number(inputs['percent'])}%，年度目标未完成。"
    if what == "silence":
        windows = int(str(inputs["windows"]))
        return (
            f"连续{windows}个报送期没有报送。"
            if windows > 1
            else f"{report_period(inputs['period'])}的进展没有报送。"
        )
    if what == "no_lead":
        return "责任主体只写了集合单位，待明确责任单位（由办公室确认）。"
    if what == "plan_fault":
        return "方案文件中这项任务有错误（见“数据问题”），改正之前不能判断。"
    if what == "nothing_reported" and inputs.get("elsewhere"):
        return "责任单位不在本级，不向本台账报送，情况不明。"
    if what == "nothing_reported":
        return "责任单位还没有报送过进展、数据或办结情况。"
    if what == "lag_unknown":
        return f"截至{period(inputs['period'])}末完成年度目标的比例没有报送，进度不清楚，待单位补报。"
    return "没有发现逾期、未达标、滞后和最近一期漏报。"


def alignment_sentence(
    verdict: str, lower: Inputs, upper: Inputs, differs: Sequence[str], more: int | None
) -> str:
    """How a target stands to the one of a higher level; `differs` names what keeps them from being compared.

    `more` = 1 when the lower level asks for more, 0 for as much, -1 for less, None where that cannot be said.
    """
    own, other = (JURISDICTION_LEVEL[str(row["level"])] for row in (lower, upper))
    if verdict == "unknown":
        for level, row in ((own, lower), (other, upper)):
            if row["undefined"] is not None:
                return f"{level}目标口径未明，不能比较。"
            if row["value"] is None or row["comparator"] is None:
                return f"{level}目标值待{row.get('set_by') or '上级下达'}，现在不能比较。"
        return "两个目标要求的方向不同，不能比较松紧。"
    if differs:
        side = "低于" if float(str(lower["value"])) < float(str(upper["value"])) else "高于"
        told = {-1: f"数值{side}{other}，", 0: f"数值与{other}相同，"}.get(2 if more is None else more, "")
        if list(differs) == ["基期"]:
            return "两处没有写明同一个基期，不作松紧判断。"
        return f"{told}{'、'.join(differs)}不同，不作松紧判断。"
    goals = f"{goal_words(lower)}，{other}为{goal_words(upper)}。"
    if more == 0:
        return f"与{other}数值相同：{goals}"
    return f"{own}目标{'松' if verdict == 'looser' else '严'}于{other}：{goals}"
