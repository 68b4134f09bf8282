"""The policy: the shipped profile, and over it what the office's own data/policy.yaml says; mistakes with their line."""

import logging
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from tracker.accounts.policy import Policy
from tracker.plan.complaints import Reading, UnreadError
from tracker.plan.fields import Reader
from tracker.plan.nodes import Mapping, Node, compose
from tracker.plan.source import read_text
from tracker.plan.syntax import BrokenYamlError
from tracker.problems import Problem, has_errors
from tracker.records.disk import stamp

PROFILE = "dengbao3.yaml"
NAME = "policy.yaml"
ITEM = "policy"

_log = logging.getLogger(__name__)


class PolicyRefused(Exception):  # noqa: N818
    """Nobody may come in under rules that cannot be read; `problems` say where the file has to be mended."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("；".join(map(str, problems)))
        self.problems = problems


_good: dict[Path, Policy] = {}
"""By file, the policy that was read last without a mistake."""


def policy_of(data: Path) -> Policy:
    """The policy in force, read again only when the file changed; while somebody breaks the file, the one before.

    Raises PolicyRefused when there was none before.
    """
    file = data / NAME
    found = _loaded(file, stamp(file))
    if isinstance(found, Policy):
        _good[file] = found
    elif file not in _good:
        raise PolicyRefused(found)
    return _good[file]


@lru_cache(maxsize=8)
def _loaded(file: Path, stamped: object) -> Policy | list[Problem]:
    """What is wrong is remembered like a policy: it is asked for at every message, and the log must say it once."""
    policy, problems = read_policy(file.read_bytes() if stamped else b"", file.name)
    if policy is None or has_errors(problems):
        _log.error("%s", PolicyRefused(problems))
        return problems
    return policy


def read_policy(data: bytes, file: str = NAME) -> tuple[Policy | None, list[Problem]]:
    """The shipped profile with what `data` says over it; no policy where the whole cannot be read."""
    reading = Reading()
    text, reading.problems = read_text(data, file)
    if text is None:
        return None, reading.problems
    try:
        root, problems = compose(text, file)
        reading.problems += problems
        reader = Reader(reading, set(), {})
        if root is not None and not isinstance(root, Mapping):
            reader.wrong_shape("文件最外层", root, Mapping)
            return None, reading.problems
        tree = _over(_profile(), root) if root else _profile()
        return reader.model(Policy, tree, ITEM), reading.problems
    except BrokenYamlError as error:
        return None, [*reading.problems, error.problem]
    except UnreadError:
        return None, reading.problems


@cache
def _profile() -> Mapping:
    text = files("tracker.accounts").joinpath("profiles", PROFILE).read_text(encoding="utf-8")
    root, problems = compose(text, PROFILE)
    if not isinstance(root, Mapping) or problems:
        raise ValueError(PROFILE)
    return root


def _over(base: Mapping, own: Mapping) -> Mapping:
    """A mapping with the entries of both; where both have one, `own` counts."""
    entries: dict[str, Node] = dict(base.entries)
    for name, node in own.entries.items():
        below = base.entries.get(name)
        both = isinstance(below, Mapping) and isinstance(node, Mapping)
        entries[name] = _over(below, node) if both else node  # type: ignore[arg-type]
    return Mapping(own.place, own.end, entries, base.keys | own.keys)
