"""The manifest of a backup: every file by its hash, the heads of both chains, the judged state, version and time."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import PurePosixPath
from typing import Any

from tracker.audit.heads import Heads
from tracker.records.journal import Head

NAME = "manifest.json"
PRODUCT, FORMAT = "tracker-backup", 1
LARGEST = 64 * 2**20
"""Bytes of a manifest; a larger one is none of ours."""
DATA, TASKS = "data", "tasks"


@dataclass(frozen=True)
class Kept:
    """One file of a backup."""

    size: int
    sha256: str
    mode: int


@dataclass(frozen=True)
class Judged:
    """The hash of everything judged from the backup for a clock; the instant is naive UTC."""

    as_of: date
    known_at: datetime
    hash: str


@dataclass(frozen=True)
class Manifest:
    version: str
    made_at: datetime
    """Naive UTC."""
    plan: str
    """Fingerprint of tasks/."""
    heads: Heads
    state: Judged
    files: dict[str, Kept]
    faults: tuple[str, ...] = ()
    """Places that a proof complained of when the backup was made: these were copied as they were."""

    def as_bytes(self) -> bytes:
        said = {
            "product": PRODUCT,
            "format": FORMAT,
            "version": self.version,
            "made_at": self.made_at.isoformat(),
            "plan": self.plan,
            "heads": asdict(self.heads),
            "state": {
                "as_of": self.state.as_of.isoformat(),
                "known_at": self.state.known_at.isoformat(),
                "hash": self.state.hash,
            },
            "faults": list(self.faults),
            "files": {name: asdict(kept) for name, kept in sorted(self.files.items())},
        }
        return json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


class NewerFormatError(ValueError):
    """A manifest of a later version of the program."""


def read_manifest(content: bytes) -> Manifest:
    """Raises ValueError for anything that is no manifest of ours, NewerFormatError for a later one."""
    try:
        said = json.loads(content)
        if said["product"] != PRODUCT:
            raise ValueError(said["product"])
        if said["format"] != FORMAT:
            raise NewerFormatError(str(said["format"]))
        state = said["state"]
        return Manifest(
            version=str(said["version"]),
            made_at=datetime.fromisoformat(said["made_at"]),
            plan=str(said["plan"]),
            heads=Heads(_head(said["heads"]["ledger"]), _head(said["heads"]["access"])),
            state=Judged(
                date.fromisoformat(state["as_of"]),
                datetime.fromisoformat(state["known_at"]),
                str(state["hash"]),
            ),
            files={str(name): _kept(kept) for name, kept in said["files"].items()},
            faults=tuple(map(str, said["faults"])),
        )
    except (KeyError, TypeError, AttributeError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def _head(said: dict[str, Any]) -> Head:
    return Head(int(said["seq"]), str(said["hash"]))


def _kept(said: dict[str, Any]) -> Kept:
    return Kept(int(said["size"]), str(said["sha256"]), int(said["mode"]) & 0o770)


def safe(name: str) -> bool:
    """Whether a name leads to a place below data/ or tasks/ and nowhere else."""
    parts = PurePosixPath(name).parts
    return (
        len(parts) > 1
        and parts[0] in (DATA, TASKS)
        and ".." not in parts
        and "\\" not in name
        and name.isprintable()
        and str(PurePosixPath(name)) == name
    )


def product_version() -> str:
    try:
        return version("tracker")
    except PackageNotFoundError:
        return "0"
