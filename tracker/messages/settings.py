"""data/messages.yaml: through which channels reminders leave the house. No file, no message; its addresses are secrets."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tracker.messages.channels import ROBOTS, takes
from tracker.messages.codes import problem
from tracker.problems import Place, Problem

FILE = "messages.yaml"


class Group(BaseModel):
    """An address of the office that gets the messages of some units, e.g. the robot of a group chat."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    name: str = Field(min_length=1, max_length=40)
    address: str = Field(min_length=1, max_length=2000, repr=False)
    units: tuple[str, ...] = ()
    """Ids of units; none = all."""


class Settings(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    email: str = Field(default="", max_length=2000, repr=False)
    """The mail server as an Apprise address; the receiver is added to it."""
    robots: tuple[str, ...] = ()
    """Services whose addresses in the register of contacts are used."""
    groups: tuple[Group, ...] = ()
    pages: str = Field(default="", max_length=200)
    """Where the pages are found, as the message says it."""

    @property
    def sends(self) -> bool:
        return bool(self.email or self.robots or self.groups)


@dataclass(frozen=True)
class Read:
    """Settings that can be used, or why not; neither when there is no file."""

    settings: Settings | None = None
    problems: tuple[Problem, ...] = ()


def read_settings(data: Path) -> Read:
    file, place = data / FILE, Place(file=FILE)
    try:
        with file.open("rb") as stream:
            mode = stat.S_IMODE(os.fstat(stream.fileno()).st_mode)
            if mode & 0o077:
                return Read(problems=(problem("messages.readable-by-others", place, mode=f"{mode:03o}"),))
            raw = yaml.safe_load(stream.read().decode())
    except FileNotFoundError:
        return Read()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "不是 UTF-8 编码"
        return Read(problems=(problem("messages.unreadable", place, reason=reason),))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        return Read(problems=(problem("messages.not-yaml", Place(file=FILE, line=line), line=line),))
    try:
        settings = Settings.model_validate({} if raw is None else raw)
    except ValidationError as error:
        fields = dict.fromkeys(".".join(map(str, one["loc"])) or "内容" for one in error.errors())
        return Read(problems=tuple(problem("messages.bad-setting", place, field=name) for name in fields))
    wrong = tuple(problem("messages.bad-address", place, field=name) for name in _unusable(settings))
    return Read(problems=wrong) if wrong else Read(settings)


def _unusable(settings: Settings) -> list[str]:
    found = [f"robots.{at}" for at, name in enumerate(settings.robots) if name not in ROBOTS]
    found += [f"groups.{at}.address" for at, group in enumerate(settings.groups) if not takes(group.address)]
    if settings.email and not (
        settings.email.startswith(("mailto://", "mailtos://")) and takes(settings.email)
    ):
        found.append("email")
    return found
