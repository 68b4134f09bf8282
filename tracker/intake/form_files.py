"""The filled forms that a person means by some files, folders and zip parcels; each loaded only when its turn comes."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from tracker.problems import Place, Problem
from tracker.records.codes import problem
from tracker.records.parcel import DAMAGED, MEGABYTE
from tracker.records.upload import MAX_FILE

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et")
"""Of files that are read, or refused with the reason."""
MOST_FILES = 1_000
MOST_UNPACKED = 1_000 * MEGABYTE

Load = Callable[[], bytes]


def is_form_file(file: Path) -> bool:
    """Whether a command line means filled forms by it."""
    return file.is_dir() or file.suffix.lower() in (*SUFFIXES, ".zip")


def collect(files: Sequence[Path]) -> tuple[list[tuple[str, Load]], list[Problem]]:
    """Name and how to load it; a file inside a parcel is named with the parcel."""
    found: list[tuple[str, Load]] = []
    problems: list[Problem] = []
    for file in files:
        if file.is_dir():
            inside = sorted(one for one in file.rglob("*") if one.is_file() and _is_meant(one.name))
            found += [(str(one.relative_to(file)), _from_disk(one)) for one in inside]
        elif file.suffix.lower() == ".zip":
            try:
                found += parcel_forms(ZipFile(file), file.name)
            except DAMAGED:
                problems.append(problem("form.not-a-zip", Place(file=file.name)))
        elif file.suffix.lower() in SUFFIXES:
            found.append((file.name, _from_disk(file)))
        else:
            problems.append(problem("form.not-a-form-file", Place(file=file.name)))
    if len(found) > MOST_FILES:
        return [], [problem("form.too-many-files", Place(file=files[0].name), text=str(MOST_FILES))]
    return found, problems


def parcel_forms(parcel: ZipFile, name: str, most: int = MOST_UNPACKED) -> Iterator[tuple[str, Load]]:
    """The workbooks in a zip; raises ValueError when too much would come out of it."""
    entries = [one for one in parcel.infolist() if not one.is_dir()]
    if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > most:
        raise ValueError(name)
    for entry in entries:
        inside = _entry_name(entry)
        if _is_meant(PurePosixPath(inside).name) and "__MACOSX" not in inside:
            yield f"{name}/{inside}", _from_parcel(parcel, entry)


def _is_meant(name: str) -> bool:
    """A workbook, and not the trace that a program leaves of an open one."""
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(("~$", ".~", "._"))


def _from_disk(file: Path) -> Load:
    def load() -> bytes:
        with file.open("rb") as opened:
            return opened.read(MAX_FILE + 1)

    return load


def _from_parcel(parcel: ZipFile, entry: ZipInfo) -> Load:
    def load() -> bytes:
        try:
            with parcel.open(entry) as opened:
                return opened.read(MAX_FILE + 1)
        except DAMAGED:
            # What is damaged is said of the file itself.
            return b""

    return load


def _entry_name(entry: ZipInfo) -> str:
    """Older programs write Chinese names in GBK without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return entry.filename
