"""Words for what a rubric reads."""

YES_NO = {"1": "是", "0": "否"}
"""What a finding says that is recorded as a figure."""
