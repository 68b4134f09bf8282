"""Commands that copy the whole ledger away, prove a copy, and bring one back."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.accounts.access import Access, record
from tracker.audit.heads import heads_in_words
from tracker.backup.checking import Checked, check
from tracker.backup.codes import problem
from tracker.backup.making import Backed, back_up, file_name
from tracker.backup.manifest import Manifest
from tracker.backup.restoring import Restored
from tracker.backup.restoring import restore as bring_back
from tracker.backup.rotation import Rotated, rotate
from tracker.cli.audit import head_json
from tracker.cli.options import DATA, TASKS, Data, Json, Tasks, existing, existing_data, workspace
from tracker.cli.output import fail, finish, say_json, say_problems
from tracker.problems import Problem
from tracker.records.journal import JournalDamaged
from tracker.snapshot import Workspace

OPERATOR = "命令行"
By = Annotated[str, typer.Option("--as", help="由谁操作；记入访问记录。")]


def make(
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件夹或 .zip 文件。")] = None,
    verify: Annotated[Path | None, typer.Option("--verify", help="只核验这一份备份。")] = None,
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="文件夹里只留最新的几份。"),
    ] = None,
    user: By = OPERATOR,
    tasks: Tasks = TASKS,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """备份全部数据和方案，写完即核验。"""
    if verify is not None:
        _check(verify, as_json)
        return
    if out is None:
        fail("没有写备份到哪里。", "请用 --out 指定文件夹或 .zip 文件；只核验已有的备份请用 --verify。")
    if not out.is_dir() and (out.suffix.lower() != ".zip" or not out.parent.is_dir()):
        fail(f"{out} 不是已有的文件夹，也不是 .zip 文件名。", "请先建立文件夹，或写成 备份.zip 这样。")
    if keep is not None and not out.is_dir():
        fail("--keep 只用于文件夹。", "请把 --out 写成存放备份的文件夹。")
    space = workspace(tasks, existing_data(data))
    done = back_up(space, out / file_name(space.now()) if out.is_dir() else out)
    problems = list(done.problems)
    rotated = Rotated((), (), ())
    if done.file and done.manifest:
        problems += _noted(space, Access.BACKED_UP, user, done.file.name, done.manifest)
        if keep is not None:
            rotated = rotate(space, out, keep)
            problems += rotated.problems
    _tell(done, rotated, problems, as_json)
    if done.file is None:
        finish(problems)


def _tell(done: Backed, rotated: Rotated, problems: list[Problem], as_json: bool) -> None:
    if as_json:
        say_json(
            {
                "ok": done.file is not None,
                "file": str(done.file) if done.file else None,
                **_manifest_json(done.manifest),
                "deleted": list(rotated.deleted),
                "problems": _json(problems),
            }
        )
        return
    say_problems(problems)
    if done.file and done.manifest:
        typer.echo(f"已备份并核验：{done.file}。")
        typer.echo(_words(done.manifest))
        typer.echo("登录会话不在备份里；备份含有口令散列和受限文件，请妥善保管。")
    if rotated.deleted:
        typer.echo(f"已删去旧备份 {len(rotated.deleted)} 份：{'、'.join(rotated.deleted)}。")


def _check(file: Path, as_json: bool) -> None:
    checked = check(existing(file, "备份"))
    if as_json:
        say_json({"ok": checked.ok, **_manifest_json(checked.manifest), "problems": _json(checked.problems)})
    else:
        say_problems(checked.problems)
        typer.echo(_verdict(checked))
    finish(checked.problems)


def _verdict(checked: Checked) -> str:
    if not checked.ok or checked.manifest is None:
        return "备份通不过核验。"
    return f"备份完好。\n{_words(checked.manifest)}"


def restore(
    file: Annotated[Path, typer.Argument(metavar="备份", help="备份文件（.zip）。")],
    data: Annotated[
        Path,
        typer.Option("--data", envvar="TRACKER_DATA", help="恢复到哪个空文件夹。"),
    ],
    tasks_to: Annotated[Path | None, typer.Option("--tasks-to", help="备份时的方案写到哪个文件夹。")] = None,
    user: By = OPERATOR,
    tasks: Tasks = TASKS,
    as_json: Json = False,
) -> None:
    """从备份恢复到空文件夹。"""
    done = bring_back(existing(file, "备份"), data, tasks_to)
    problems = list(done.problems)
    if done.done and done.manifest:
        problems += _noted(Workspace(tasks, data), Access.RESTORED, user, file.name, done.manifest)
    if as_json:
        say_json({"ok": done.done, **_manifest_json(done.manifest), "problems": _json(problems)})
    else:
        say_problems(problems)
        if done.done and done.manifest:
            _say_restored(done, done.manifest, data, tasks if tasks_to is None else tasks_to)
    if not done.done:
        finish(problems)


def _say_restored(done: Restored, manifest: Manifest, data: Path, tasks: Path) -> None:
    typer.echo(f"已恢复到 {data}，并已核验。")
    typer.echo(_words(manifest))
    typer.echo("备份以后的记录不在其中；所有人都要重新登录，停用和改过口令的账号请逐个核对。")
    if tasks.is_dir() and Workspace(tasks, data).plan()[0].fingerprint != manifest.plan:
        typer.echo(f"{tasks} 里的方案与备份时不同；需要当时的方案，请用 --tasks-to 另存一份。")


def _noted(space: Workspace, kind: Access, user: str, name: str, manifest: Manifest) -> list[Problem]:
    """A backup is none the worse when its maker may only read the data folder; it says so."""
    try:
        record(space, kind, user, name=name, heads=heads_in_words(manifest.heads))
    except (OSError, JournalDamaged) as error:
        return [problem("backup.not-noted", "access", error)]
    return []


def _words(manifest: Manifest) -> str:
    size = sum(kept.size for kept in manifest.files.values())
    return (
        f"文件 {len(manifest.files)} 个，共 {size / 1e6:.1f} MB；{heads_in_words(manifest.heads)}；"
        f"截至 {manifest.state.as_of} 的状态散列 {manifest.state.hash[:12]}；"
        f"{manifest.made_at:%Y-%m-%d %H:%M:%S}（UTC）由 {manifest.version} 版写成。"
    )


def _manifest_json(manifest: Manifest | None) -> dict[str, object]:
    if manifest is None:
        return {"made_at": None, "version": None, "files": 0, "heads": None, "state": None, "plan": None}
    heads = {"ledger": manifest.heads.ledger, "access": manifest.heads.access}
    return {
        "made_at": manifest.made_at,
        "version": manifest.version,
        "files": len(manifest.files),
        "heads": {name: head_json(head) for name, head in heads.items()},
        "state": {
            "as_of": manifest.state.as_of,
            "known_at": manifest.state.known_at,
            "hash": manifest.state.hash,
        },
        "plan": manifest.plan,
    }


def _json(problems: tuple[Problem, ...] | list[Problem]) -> list[dict[str, object]]:
    return [one.as_json() for one in problems]
