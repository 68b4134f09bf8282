"""The office's own copies of the official texts, and what they prove about the plan files."""
