"""Annual assessment: a rubric of tasks/rubrics and the facts of one year -> score or verdict of every line, and why."""

from tracker.assessment.engine import assess, at_risk_by_task, rubrics_for, subjects, suppositions
from tracker.assessment.results import Assessment, Input, Line, LineState

__all__ = [
    "Assessment",
    "Input",
    "Line",
    "LineState",
    "assess",
    "at_risk_by_task",
    "rubrics_for",
    "subjects",
    "suppositions",
]
