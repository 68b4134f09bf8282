"""The one door in: drafts from a form, a workbook or the command line become records, all or none."""

from tracker.intake.accept import Draft, Outcome, accept
from tracker.intake.permissions import Actor, Role, may

__all__ = ["Actor", "Draft", "Outcome", "Role", "accept", "may"]
