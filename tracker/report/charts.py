"""Native charts on a sheet of their own, so that they never shrink a printed table."""

from collections import Counter
from typing import Any

from tracker import queries
from tracker.labels import COLOURS, LIGHT_ORDER, LIGHT_TONES, LIGHTS
from tracker.report.book import Book
from tracker.report.cells import Formula
from tracker.report.drawing import FULL_WIDTH, GAP, HALF_WIDTH, HEAD_ROWS, PAGE_ROWS, TALLEST, Drawing
from tracker.report.layout import Sheet
from tracker.report.tables import Row, TargetRow
from tracker.sentences import number
from tracker.snapshot import Snapshot

MOST_BARS = 30
"""That stand apart on a page; what is left out is said, and stands in its table."""


def charts(book: Book, sheet: Sheet, now: Snapshot, targets: list[TargetRow], units: list[Row]) -> None:
    """Tasks by light and chapter, units by light, the distance of targets to their goals."""
    page = book.page(sheet)
    page.fit_to_pages(1, 0)
    book.head(page, sheet)
    known = [row for row in targets if row.value and row.goal and row.gap_to_goal and row.value.after == "%"]
    shares = [row for row in targets if row.reached]
    leading = [unit for unit in units if unit["led"]]
    drawn = Drawing(book, sheet, page, pages=1 + bool(leading) + bool(known) + bool(shares))
    _lights(drawn, now)
    _chapters(drawn, now)
    free = PAGE_ROWS
    if leading:
        _units(drawn, leading, free)
        free += PAGE_ROWS
    if known:
        _targets(drawn, known, free)
        free += PAGE_ROWS
    if shares:
        _shares(drawn, shares, free)
    if not leading:
        drawn.note("没有牵头任务，单位图从略。")
    if not known:
        drawn.note("还没有可以对照目标的百分比指标数据，指标图从略。")


def _lights(drawn: Drawing, now: Snapshot) -> None:
    counts = queries.light_counts(now)
    first, last = drawn.block(
        "图 1 的数据：任务灯色", ["灯色", "项数"], [[LIGHTS[k], n] for k, n in counts.items()]
    )
    points = [{"fill": {"color": COLOURS[LIGHT_TONES[light]]}} for light in counts]
    series = drawn.series(1, first, last, points=points, gap=60)
    chart = drawn.chart({"type": "column"}, "图 1　任务灯色（项）", [series])
    chart.set_x_axis(drawn.axis())
    chart.set_y_axis(drawn.bare(min=0))
    words = "，".join(f"{LIGHTS[light]} {count} 项" for light, count in counts.items())
    drawn.insert(HEAD_ROWS, chart, HALF_WIDTH, TALLEST, f"任务灯色柱形图：{words}。")


def _stacked(drawn: Drawing, first: int, last: int, title: str) -> Any:
    """Bars of lights, one a row, from the top."""
    series = [
        drawn.series(
            column,
            first,
            last,
            fill={"color": COLOURS[LIGHT_TONES[light]]},
            data_labels={"value": True, "font": {"color": "#FFFFFF", "size": 9}},
            gap=40,
        )
        for column, light in enumerate(LIGHT_ORDER, 1)
    ]
    chart = drawn.chart({"type": "bar", "subtype": "stacked"}, title, series)
    chart.set_x_axis(drawn.bare(min=0))
    chart.set_y_axis(drawn.axis(reverse=True))
    return chart


def _chapters(drawn: Drawing, now: Snapshot) -> None:
    """By chapter as the text has them; of several documents by document."""
    tasks = queries.counted_tasks(now)
    by_document = tasks["document_id"].n_unique() > 1
    found: dict[str, Counter[str]] = {}
    for document, clause, light in zip(tasks["document"], tasks["clause"], tasks["light"], strict=True):
        name = f"《{document}》" if by_document else f"第{clause.split('/')[0]}章"
        found.setdefault(name, Counter())[light] += 1
    of = "文件" if by_document else "章"
    rows = [[name, *(lights[light] or None for light in LIGHT_ORDER)] for name, lights in found.items()]
    headings = [of, *(LIGHTS[light] for light in LIGHT_ORDER)]
    first, last = drawn.block(f"图 2 的数据：各{of}任务灯色", headings, rows)
    if not rows:
        return
    chart = _stacked(drawn, first, last, f"图 2　各{of}任务灯色（项）")
    words = "；".join(
        f"{name}：{'，'.join(f'{LIGHTS[k]} {lights[k]} 项' for k in LIGHT_ORDER if lights[k])}"
        for name, lights in found.items()
    )
    drawn.insert(
        HEAD_ROWS, chart, HALF_WIDTH, TALLEST, f"各{of}任务灯色堆积条形图。{words}。", HALF_WIDTH + GAP
    )


def _height(bars: int, each: int = 22) -> int:
    return min(130 + each * bars, TALLEST)


def _units(drawn: Drawing, leading: list[Row], at: int) -> None:
    """Units that lead something, worst first from the top."""
    shown = leading[:MOST_BARS]
    rows = [[unit["name"], *(unit[f"led_{light}"] or None for light in LIGHT_ORDER)] for unit in shown]
    headings = ["单位", *(LIGHTS[light] for light in LIGHT_ORDER)]
    first, last = drawn.block("图 3 的数据：各单位牵头任务", headings, rows)
    rest = f"，前 {MOST_BARS} 个单位，其余见单位汇总" if len(leading) > MOST_BARS else ""
    chart = _stacked(drawn, first, last, f"图 3　各单位牵头任务（项，最差在上{rest}）")
    words = "各单位牵头任务按灯色的堆积条形图，数据见下方表格。"
    drawn.insert(at, chart, FULL_WIDTH, _height(len(rows)), words)


def _targets(drawn: Drawing, known: list[TargetRow], at: int) -> None:
    """Percent targets with a reading, the widest gap first; other units do not share an axis."""
    known = sorted(known, key=lambda row: -_gap(row))
    figures = [
        (f"{row.indicator}（{row.wording}）", row.value, row.required_at_reading, row.goal) for row in known
    ]
    # As on the pages, so that the labels of the bars are no longer than theirs.
    rows = [
        [name, *(round(figure.value, 2) if figure else None for figure in rest), round(_gap(row), 2)]
        for (name, *rest), row in zip(figures, known, strict=True)
    ]
    headings = ["指标", "实际值（%）", "同期路径要求（%）", "目标值（%）", "距目标（个百分点）"]
    first, last = drawn.block("图 4 的数据：百分比指标与目标（只列已有数据的）", headings, rows)
    tones = ("brand", "grey", "ink2")
    series = [
        drawn.series(column, first, last, fill={"color": COLOURS[tone]}, gap=60)
        for column, tone in enumerate(tones, 1)
    ]
    title = "图 4　百分比指标：实际、同期路径要求与目标（%，距目标最远的在上）"
    chart = drawn.chart({"type": "bar"}, title, series)
    chart.set_x_axis(drawn.bare(min=0))
    chart.set_y_axis(drawn.axis(reverse=True))
    words = "；".join(f"{row[0]}实际 {number(row[1])}%，目标 {number(row[3])}%" for row in rows)
    drawn.insert(at, chart, FULL_WIDTH, _height(len(rows), 66), f"百分比指标条形图：{words}。")


def _gap(row: TargetRow) -> float:
    found = row.gap_to_goal.value if isinstance(row.gap_to_goal, Formula) else row.gap_to_goal
    return float(getattr(found, "value", 0.0))


def _shares(drawn: Drawing, shares: list[TargetRow], at: int) -> None:
    """What each goal to be reached at least has come to, the least first: a share has no unit, so all stand together."""
    named = sorted(
        (float(row.reached.value), f"{row.indicator}（{row.wording}）", row.value.value, row.goal.value)
        for row in shares
        if row.reached and row.value and row.goal and isinstance(row.reached.value, int | float)
    )[:MOST_BARS]
    rows = [[name, value, goal, Formula("B{row}/C{row}", share)] for share, name, value, goal in named]
    headings = ["指标", "实际值", "目标值", "实际值占目标值"]
    first, last = drawn.block("图 5 的数据：实际值占目标值的比例（不低于类目标）", headings, rows, share=3)
    series = drawn.series(3, first, last, fill={"color": COLOURS["brand"]}, gap=50)
    series["data_labels"]["num_format"] = "0%"
    title = "图 5　实际值占目标值的比例（100% 即达到目标，最低的在上；只列不低于类目标）"
    chart = drawn.chart({"type": "bar"}, title, [series])
    most = max(share for share, *_ in named)
    line = {"visible": True, "line": {"color": COLOURS["ink2"], "width": 1.25}}
    ends = {"min": 0, "max": max(1.25, round(most * 1.15, 2)), "major_unit": 1}
    chart.set_x_axis(drawn.axis(num_format="0%", major_gridlines=line, **ends))
    chart.set_y_axis(drawn.axis(reverse=True))
    words = "；".join(f"{name}为目标值的 {share:.0%}" for share, name, *_ in named)
    drawn.insert(at, chart, FULL_WIDTH, _height(len(rows), 30), f"实际值占目标值条形图：{words}。")
