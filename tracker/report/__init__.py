"""Judged states as workbooks for the office; what they look like is data under reports/."""
