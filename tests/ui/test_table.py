"""Tables: what a reader's browser gets."""

from datetime import date

from markupsafe import Markup

from tracker.intake import Actor, Role
from tracker.ui.marks import bar, light, link
from tracker.ui.state import View
from tracker.ui.table import PAGE_ROWS, Column, table

TITLE = Column("任务", "title")


def view(**params: str) -> View:
    return View("ledger", tuple(params.items()), date(2026, 9, 30), None, Actor("本机", Role.OFFICE), "v")


def test_text_is_escaped_and_marks_are_kept() -> None:
    columns = [TITLE, Column("灯", lambda row: light(row["light"]))]
    html = table([{"title": "<b>绿色</b>&", "light": "red"}], columns, caption="A<B")
    assert "&lt;b&gt;绿色&lt;/b&gt;&amp;" in html
    assert "<caption>A&lt;B</caption>" in html
    assert '<span class="mark red"><i aria-hidden="true">●</i>红</span>' in html


def test_what_is_not_known_is_a_dash_and_zero_is_zero() -> None:
    html = table([{"a": None, "b": 0}], [Column("甲", "a"), Column("乙", "b", align="right")], caption="")
    assert '<td><span class="none">—</span></td><td class="right">0</td>' in html


def test_unit_of_measure_and_width_stand_in_the_head() -> None:
    html = table([], [Column("进度", "p", unit="%", width="5em")], caption="")
    assert '<col style="width:5em">' in html
    assert "进度<small>（%）</small></th>" in html


def test_an_empty_table_says_so_over_its_whole_width() -> None:
    assert '<td colspan="1" class="empty">本季度没有逾期。</td>' in table(
        [], [TITLE], caption="", empty="本季度没有逾期。"
    )


def test_rows_stand_under_the_heading_they_share() -> None:
    rows = [
        {"title": "甲", "chapter": "三"},
        {"title": "乙", "chapter": "三"},
        {"title": "丙", "chapter": "四"},
    ]
    html = table(rows, [TITLE], caption="", group=lambda row: str(row["chapter"]))
    assert html.count('class="group"') == 2
    assert html.index("三") < html.index("甲") < html.index("乙") < html.index("四") < html.index("丙")


def test_a_sortable_heading_goes_up_then_down_then_off_and_keeps_the_filters() -> None:
    column = Column("进度", "title", sort="progress")
    heads = [
        table([], [column], caption="", view=view(light="red", **{"sort": sort} if sort else {}))
        for sort in ("", "progress", "-progress")
    ]
    assert 'href="/ledger?light=red&amp;sort=progress"' in heads[0]
    assert 'href="/ledger?light=red&amp;sort=-progress"' in heads[1]
    assert 'aria-sort="ascending"' in heads[1]
    assert 'href="/ledger?light=red"' in heads[2]


def test_neighbouring_columns_can_stand_under_one_common_heading() -> None:
    columns = [Column("单位", "u"), Column("红", "r", over="牵头"), Column("绿", "g", over="牵头")]
    html = table([], columns, caption="")
    assert (
        '<tr class="over"><th colspan="1"></th><th colspan="2" scope="colgroup" class="named">牵头</th></tr>'
        in html
    )
    assert "over" not in table([], columns[:1], caption="")


def test_many_rows_are_shown_page_by_page() -> None:
    rows = [{"title": f"第{n}项"} for n in range(PAGE_ROWS + 1)]
    first, last, beyond = (table(rows, [TITLE], caption="", view=view(page=n)) for n in ("1", "2", "99"))
    assert "第0项" in first
    assert f"第{PAGE_ROWS}项" not in first
    assert 'href="/ledger?page=2"' in first
    assert last == beyond
    assert f"第{PAGE_ROWS}项" in last


def test_a_link_cannot_be_broken_out_of() -> None:
    assert link(3, '/ledger?q="><script>') == Markup('<a href="/ledger?q=&#34;&gt;&lt;script&gt;">3</a>')


def test_a_bar_shows_value_goal_and_requirement_on_one_scale_from_zero() -> None:
    html = bar(5, 10, 7.5, tone="amber", words="实际 5，要求 7.5，目标 10")
    assert '<i class="fill amber" style="left:0.0%;width:47.0%"></i>' in html
    assert '<i class="need" style="left:70.5%"></i><i class="goal" style="left:94.0%"></i>' in html


def test_a_bar_without_a_reading_is_empty_and_a_negative_value_starts_left_of_zero() -> None:
    assert "fill" not in bar(None, 10)
    assert (
        '<i class="fill blue" style="left:0.0%;width:47.0%"></i><i class="goal" style="left:94.0%"></i>'
        in bar(-5, 5)
    )
