"""Everything under tasks/ -> one plan and every mistake in it, with line and cure."""

from tracker.plan.load import load_plan

__all__ = ["load_plan"]
