"""Quantified targets and dated milestones as an official text words them."""
