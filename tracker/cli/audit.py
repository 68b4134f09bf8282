"""Commands of an auditor: prove both chains and what they vouch for."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.accounts.accounts import Accounts
from tracker.audit.codes import problem
from tracker.audit.heads import holds, printed
from tracker.audit.proof import Proof, prove, prove_and_note
from tracker.backup.checking import manifest_of
from tracker.cli.options import DATA, TASKS, Data, Json, Tasks, existing, existing_data
from tracker.cli.output import fail, finish, say_json, say_problems
from tracker.intake.permissions import Actor, Role
from tracker.labels import CHAIN, KEPT
from tracker.problems import Place, Problem
from tracker.records.journal import Head, Ledger
from tracker.snapshot import Workspace

HeadOption = Annotated[
    list[str] | None,
    typer.Option("--head", help="报告上印的链头，核对还在不在。"),
]

Against = Annotated[
    Path | None,
    typer.Option("--against", help="核对两条链是否由这份备份接续而来。"),
]


def verify(
    asked: HeadOption = None,
    against: Against = None,
    user: Annotated[str | None, typer.Option("--as", help="由谁核验；写了就记入访问记录。")] = None,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """核验流水、访问记录和登记了散列的文件。"""
    space = Workspace(tasks, existing_data(data))
    found = prove_and_note(space, _by(space, user)) if user else prove(space)
    held = [(text, _chain_of(found, text)) for text in (*(asked or ()), *_heads_of(against))]
    problems = [*found.problems, *(lost for text, chain in held if (lost := _lost(text, chain)))]
    if as_json:
        say_json(
            {
                "ok": not problems,
                **_chain_json(found.ledger),
                "access": _chain_json(found.access),
                "kept": found.kept,
                "heads": [{"head": text, "chain": chain} for text, chain in held],
                "problems": [one.as_json() for one in problems],
            }
        )
    else:
        say_problems(problems)
        typer.echo(_chain_words("ledger", found.ledger))
        typer.echo(_chain_words("access", found.access))
        typer.echo(
            f"登记了散列的文件：{'、'.join(f'{KEPT[name]} {n} 份' for name, n in found.kept.items())}。"
        )
        for text, chain in held:
            if chain:
                typer.echo(f"链头 {text} 仍在{CHAIN[chain]}里。")
    finish(problems)


def _by(space: Workspace, user: str) -> Actor:
    """An account has its own role in the access chain too; without one it is the auditor's work."""
    account = Accounts(space).find(user)
    return account.actor if account else Actor(user, Role.AUDITOR)


def _heads_of(backup: Path | None) -> list[str]:
    """The heads that a backup names, as a report would print them but in full."""
    if backup is None:
        return []
    manifest, problems = manifest_of(existing(backup, "备份"))
    if manifest is None:
        fail(problems[0].message, problems[0].cure)
    return [f"{head.seq}·{head.hash}" for head in (manifest.heads.ledger, manifest.heads.access)]


def _chain_of(found: Proof, text: str) -> str | None:
    """The chain that still holds a printed head."""
    head = printed(text)
    chains = {"ledger": found.ledger, "access": found.access}
    return next((name for name, chain in chains.items() if head and holds(chain, head)), None)


def _lost(text: str, chain: str | None) -> Problem | None:
    if chain:
        return None
    code = "audit.head-lost" if printed(text) else "audit.head-malformed"
    return problem(code, Place(field="--head"), text)


def _chain_json(chain: Ledger) -> dict[str, object]:
    return {"records": len(chain.records), "head": head_json(chain.head)}


def head_json(head: Head) -> dict[str, object]:
    return {"seq": head.seq, "hash": head.hash}


def _chain_words(name: str, chain: Ledger) -> str:
    verdict = "有损坏" if chain.problems else "完好"
    head = chain.head
    return f"{CHAIN[name]}{verdict}：{len(chain.records)} 条记录，末条 {head.seq} 号，散列 {head.hash}。"
