"""The copy of tasks/ that is kept with a locked quarter, so that its report can be issued again as it was."""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from tracker.plan import load_plan
from tracker.records.disk import write_whole
from tracker.records.journal import JournalUnwritable
from tracker.snapshot import kept_plan_folder


def keep_plan(tasks: Path, data: Path) -> str:
    """Copies every file of `tasks` but hidden ones and returns the fingerprint of the copy, under which it is kept.

    Raises JournalUnwritable when there is no room or no right to write.
    """
    try:
        (data / "plans").mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=data / "plans"))
        try:
            for file in sorted(tasks.rglob("*")):
                name = file.relative_to(tasks)
                if file.is_file() and not any(part.startswith(".") for part in name.parts):
                    (unfinished / name).parent.mkdir(parents=True, exist_ok=True)
                    write_whole(unfinished / name, file.read_bytes())
            fingerprint = load_plan(unfinished)[0].fingerprint
            folder = kept_plan_folder(data, fingerprint)
            if folder.is_dir() and load_plan(folder)[0].fingerprint != fingerprint:
                shutil.rmtree(folder)
            # Somebody else may have kept the same plan in this moment.
            with suppress(FileExistsError):
                if not folder.exists():
                    unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise JournalUnwritable(
            error.errno, f"没有保存：方案副本写不进去（{reason}）。请检查磁盘空间和权限后重新提交。"
        ) from error
    return fingerprint
