"""Everything under tasks/ -> one plan and every mistake in it; no mistake of a person ever raises."""

import hashlib
from pathlib import Path

from tracker.model import Plan, Rubric
from tracker.plan.catalogue import problem
from tracker.plan.checks import PLAN_CHECKS
from tracker.plan.complaints import Reading
from tracker.plan.context import Context
from tracker.plan.link_checks import LINK_CHECKS
from tracker.plan.reader import (
    NO_CALENDAR,
    NO_RULES,
    NO_UNITS,
    read_calendar,
    read_plan_file,
    read_rubric,
    read_rules,
    read_units,
)
from tracker.plan.register_checks import REGISTER_CHECKS
from tracker.plan.rubric_checks import RUBRIC_CHECKS
from tracker.plan.source import MAX_BYTES
from tracker.problems import Place, Problem, has_errors

PLANS, RUBRICS = "plans", "rubrics"
REGISTERS = {"units.yaml": "单位名录", "rules.yaml": "规则阈值", "calendar.yaml": "工作日历"}

REASONS: dict[type[OSError], str] = {
    PermissionError: "没有读取权限",
    IsADirectoryError: "这个名字不是文件，或者链接的目标不存在",
}


def load_plan(tasks_dir: Path) -> tuple[Plan, list[Problem]]:
    """What could be read, and all that is wrong, in the order of the files; places are relative to `tasks_dir`.

    Global ids are unique in the plan: a repeated id is changed and reported. An item that a problem touches is its
    `subject`; a milestone or target that cannot be read whole is left out and its own id is the subject.
    """
    reading = Reading()
    if not tasks_dir.is_dir():
        nothing = Plan(
            files=(), units=(), thresholds=(), calendar=NO_CALENDAR, fingerprint=plan_fingerprint({})
        )
        return nothing, [problem("file.no-folder", Place(), name=tasks_dir)]
    contents = _contents(tasks_dir, reading)

    for name, what in REGISTERS.items():
        if name not in contents and not (tasks_dir / name).exists():
            reading.problems.append(problem("file.missing", Place(name), name=name, what=what))
    units, rules, calendar = (contents.get(name) for name in REGISTERS)
    files = [read_plan_file(contents[file], file, reading) for file in _plan_files(contents, reading)]
    register = read_units(units, "units.yaml", reading) if units is not None else NO_UNITS
    ruled = read_rules(rules, "rules.yaml", reading) if rules is not None else NO_RULES
    rubrics = {file: read_rubric(contents[file], file, reading) for file in contents if _is_in(RUBRICS, file)}
    # The plan of the office that keeps the ledger comes first.
    read = sorted(
        (file for file in files if file), key=lambda file: file.document.jurisdiction != register.home
    )
    plan = Plan(
        files=tuple(read),
        units=register.units,
        jurisdictions=register.jurisdictions,
        home=register.home,
        thresholds=ruled.thresholds,
        reminders=ruled.reminders,
        supervision=ruled.supervision,
        calendar=read_calendar(calendar, "calendar.yaml", reading) if calendar is not None else NO_CALENDAR,
        rubrics=tuple(rubric for rubric in rubrics.values() if rubric),
        fingerprint=plan_fingerprint(contents),
    )
    context = Context(plan, reading, {file: rubric for file, rubric in rubrics.items() if rubric})
    checks = (*PLAN_CHECKS, *LINK_CHECKS, *REGISTER_CHECKS, *RUBRIC_CHECKS)
    problems = reading.problems + [one for check in checks for one in check(context)]
    sound, unused = _sound(rubrics, problems)
    plan = plan.model_copy(update={"rubrics": sound})
    return plan, sorted(problems + unused, key=_position)


def _sound(
    rubrics: dict[str, Rubric | None], problems: list[Problem]
) -> tuple[tuple[Rubric, ...], list[Problem]]:
    """The rubrics without a mistake, and that the others are not used: half a rubric would give a wrong score."""
    faulty = {one.place.file for one in problems if has_errors([one])}
    unused = [problem("rubric.not-used", Place(file, 1)) for file in rubrics if file in faulty]
    return tuple(one for file, one in rubrics.items() if one and file not in faulty), unused


def _is_in(folder: str, name: str) -> bool:
    """Whether a file lies directly in a folder whose files are read."""
    at, _, rest = name.rpartition("/")
    return at == folder and rest.endswith(".yaml")


def _contents(tasks_dir: Path, reading: Reading) -> dict[str, bytes]:
    """Relative path -> bytes of every YAML file; one byte more than the limit is enough of a file that is too large."""
    contents = {}
    for path in sorted(tasks_dir.rglob("*")):
        name = path.relative_to(tasks_dir).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if hidden or path.suffix.lower() not in (".yaml", ".yml"):
            continue
        try:
            # A pipe or device of that name would keep the reader waiting.
            if not path.is_file():
                raise IsADirectoryError
            with path.open("rb") as stream:
                contents[name] = stream.read(MAX_BYTES + 1)
        except OSError as error:
            reason = REASONS.get(type(error), "系统拒绝读取")
            reading.problems.append(problem("file.unreadable", Place(name), reason=reason))
    return contents


def plan_contents(tasks_dir: Path) -> dict[str, bytes]:
    """Relative path -> bytes of every file that the fingerprint is taken of."""
    return _contents(tasks_dir, Reading())


def _plan_files(contents: dict[str, bytes], reading: Reading) -> list[str]:
    found = []
    for name in contents:
        if _is_in(PLANS, name):
            found.append(name)
        elif _is_in(RUBRICS, name):
            continue
        elif name.partition("/")[0] in (PLANS, RUBRICS) or name.endswith((".yml", ".YAML", ".YML")):
            reading.problems.append(problem("file.not-read", Place(name), name=name))
    if not found:
        reading.problems.append(problem("file.no-plans", Place(PLANS)))
    return found


def plan_fingerprint(contents: dict[str, bytes]) -> str:
    """SHA-256 over the path and bytes of every YAML file, in the order of the paths."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        for part in (name.encode("utf-8", "surrogateescape"), contents[name]):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _position(one: Problem) -> tuple[str, int, int, str]:
    return one.place.file or "", one.place.line or 0, one.place.column or 0, one.code
