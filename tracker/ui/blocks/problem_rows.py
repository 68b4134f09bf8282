"""What is wrong with an uploaded file: each mistake with its place and what to do, errors first."""

from collections.abc import Iterable

from markupsafe import Markup

from tracker.problems import Problem, Severity
from tracker.ui.marks import mark
from tracker.ui.table import Column, table

SEVERITY = {Severity.ERROR: ("错误", "red"), Severity.WARNING: ("提醒", "amber")}


def problem_rows(problems: Iterable[Problem]) -> Markup:
    rows = [
        {"problem": problem}
        for problem in sorted(problems, key=lambda problem: problem.severity != Severity.ERROR)
    ]
    columns = [
        Column("程度", lambda row: mark(*SEVERITY[row["problem"].severity]), width="5em"),
        Column("位置", lambda row: row["problem"].place, width="24em"),
        Column("问题", lambda row: row["problem"].message),
        Column("怎么办", lambda row: row["problem"].cure),
    ]
    return table(rows, columns, caption=f"表中的问题（{len(rows)} 处）")
