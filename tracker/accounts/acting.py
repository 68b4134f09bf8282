"""Who speaks on the command line: where there are accounts, an account and nothing else."""

from collections.abc import Collection

from tracker.accounts.accounts import Accounts
from tracker.accounts.codes import problem
from tracker.intake.permissions import OF_UNITS, Actor, Role
from tracker.labels import ROLES
from tracker.problems import Problem
from tracker.snapshot import Workspace


def acting(
    workspace: Workspace,
    user: str,
    role: Role | None = None,
    unit: str | None = None,
    needs: Collection[Role] = frozenset(Role),
) -> Actor | Problem:
    """The actor behind ``--as USER [--role R] [--unit U]``, or why there is none.

    In a folder without accounts the operator's word counts, without a role as the office. With accounts the user is
    an active one, its role and unit are its own, and saying others is refused. `needs` are the roles that may do it.
    """
    accounts = Accounts(workspace)
    if not accounts.any:
        wanted = role or Role.OFFICE
        if wanted not in OF_UNITS:
            return Actor(user, wanted)
        known = {one.id for one in workspace.plan()[0].units}
        return (
            Actor(user, wanted, unit)
            if unit in known
            else problem("account.unit-unknown", "单位", unit=unit or "")
        )
    account = accounts.find(user)
    if account is None or account.disabled:
        return problem("account.needed", user=user)
    if role not in (None, account.role) or unit not in (None, account.unit):
        return problem("account.not-as", user=account.user, role=ROLES[account.role])
    if account.role not in needs:
        return problem("account.not-allowed", user=account.user, role=ROLES[account.role])
    return account.actor
