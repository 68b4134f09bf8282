"""Finished outputs against the ledger: what agrees, and that every way of not agreeing is found and named with its place."""

import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter

from tests.report.papers import altered
from tests.report.sample import DOCUMENT, Q3, record
from tracker.queries.scope import HOME, Scope
from tracker.report import asked as asking
from tracker.report.agreement import check, true_figures
from tracker.report.asked import Asked
from tracker.report.figures import LONGEST, figures, mark, repeated, share, shares, unmarked
from tracker.snapshot import Snapshot, Workspace

ASKED = Asked(Q3, Q3.end, None, HOME)


@pytest.fixture(scope="module")
def files(
    place: Workspace, letter_file: bytes, brief_file: bytes, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Every kind of output of one state."""
    folder = tmp_path_factory.mktemp("files")
    now, before = ASKED.states(place)
    true = figures(now, before)
    found = {name: folder / name for name in ("c.docx", "b.docx", "q.xlsx", "p.html")}
    found["c.docx"].write_bytes(letter_file)
    found["b.docx"].write_bytes(brief_file)
    stamp = asking.stamp(ASKED, now).in_words()
    workbook(
        found["q.xlsx"], stamp, {"light.red": true["light.red"], "share.light.red": true["light.red"] / 31}
    )
    page(found["p.html"], stamp, {"light.red": str(true["light.red"]), "tasks": "31"})
    return found


def workbook(file: Path, stamp: str, values: Mapping[str, float]) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("封面")
        book.set_properties({"keywords": stamp})
        percent = book.add_format({"num_format": "0.0%"})
        for row, (name, value) in enumerate(values.items()):
            sheet.write_number(row, 1, value, percent if name.startswith("share.") else None)
            book.define_name(mark(name), f"='封面'!$B${row + 1}")


def page(file: Path, stamp: str, values: Mapping[str, str]) -> None:
    spans = "".join(
        f'<p>x <b data-figure="{name}"><i>{text}</i></b>项<br></p>\n' for name, text in values.items()
    )
    file.write_text(
        f"<html><head><meta name='tracker' content=\"{stamp}\"></head>\n{spans}</html>", encoding="utf-8"
    )


def codes(place: Workspace, *files: Path, asked: Asked | None = None) -> list[str]:
    return [problem.code for problem in check(place, files, asked)[1]]


def test_all_outputs_of_one_state_agree(place: Workspace, files: dict[str, Path]) -> None:
    done, problems = check(place, list(files.values()))
    assert problems == []
    assert {one.file: one.figures > 40 for one in done} == {
        "c.docx": True,
        "b.docx": True,
        "q.xlsx": False,
        "p.html": False,
    }
    assert {one.asked.quarter for one in done} == {Q3}


@pytest.mark.parametrize("where", ["fig_light__red", "fig_light__red_x2", "fig_share__schedule__behind"])
def test_an_altered_figure_is_named_with_its_place_and_both_values(
    place: Workspace, files: dict[str, Path], tmp_path: Path, where: str
) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(altered(files["c.docx"].read_bytes(), where, "99"))
    _, problems = check(place, [files["b.docx"], bad])
    assert [problem.code for problem in problems] == ["agreement.differs"]
    name = "share.schedule.behind" if "share" in where else "light.red"
    true = true_figures(*ASKED.states(place))[name]
    assert f"“{name}”印的是 99" in problems[0].message
    assert f"台账为 {true}" in problems[0].message
    assert (problems[0].place.file or "").startswith("bad.docx 第 ")
    if name == "light.red":
        assert f"b.docx 印的是 {true}" in problems[0].message


def test_what_is_no_number_and_what_has_gone(
    place: Workspace, files: dict[str, Path], tmp_path: Path
) -> None:
    bad, content = tmp_path / "bad.docx", files["c.docx"].read_bytes()
    bad.write_bytes(altered(content, "fig_tasks", "许多"))
    assert codes(place, bad) == ["agreement.not-a-number"]
    bad.write_bytes(with_other(content, b'w:name="fig_tasks"', b'w:name="other"'))
    assert codes(place, bad) == ["agreement.marks-lost"]
    bad.write_bytes(with_other(content, b'w:name="fig_tasks"', b'w:name="fig_invented"'))
    assert codes(place, bad) == ["agreement.unknown-figure"]


def with_other(content: bytes, old: bytes, new: bytes) -> bytes:
    """The first `old` of each part replaced."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as parts, zipfile.ZipFile(target, "w") as changed:
        for name in parts.namelist():
            changed.writestr(name, parts.read(name).replace(old, new, 1))
    return target.getvalue()


def test_a_workbook_and_a_page_that_were_altered(
    place: Workspace, files: dict[str, Path], tmp_path: Path
) -> None:
    stamp = asking.stamp(ASKED, ASKED.states(place)[0]).in_words()
    book, html = tmp_path / "q.xlsx", tmp_path / "p.html"
    workbook(book, stamp, {"tasks": 31, "light.red": 1, "share.light.red": 0.5})
    page(html, stamp, {"tasks": "31", "light.red": "1"})
    _, problems = check(place, [book, html, files["c.docx"]])
    assert [problem.code for problem in problems] == ["agreement.differs"] * 3
    places = {str(problem.place) for problem in problems}
    assert places == {"q.xlsx 工作表“封面”单元格 B2", "q.xlsx 工作表“封面”单元格 B3", "p.html 第 3 行"}


def test_a_file_of_another_state(place: Workspace, files: dict[str, Path]) -> None:
    other = Asked(Q3.previous, Q3.previous.end, None, HOME)
    assert codes(place, files["p.html"], asked=other)[0] == "agreement.other-state"
    assert codes(place, files["p.html"], asked=ASKED) == []


def test_what_was_recorded_since_does_not_make_a_file_wrong(
    place: Workspace, files: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(place.data, tmp_path / "data")
    file = files["c.docx"]
    body = {"indicator": f"{DOCUMENT}/forest-cover", "period": "2025", "value": "36", "status": "final"}
    later = Workspace(place.tasks, tmp_path / "data", now=lambda: place.now().replace(month=12))
    record(later, "reading", date(2026, 12, 1), source="统计公报", **body)
    assert codes(later, file) == []
    assert len(codes(later, file, asked=Asked(Q3, Q3.end, later.now(), HOME))) > 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK no zip"),
        ("a.xlsx", b""),
        ("a.pdf", b"%PDF"),
        ("a.html", b"\xff\xfe\x00"),
    ],
)
def test_what_cannot_be_read(place: Workspace, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert codes(place, tmp_path / name) == ["agreement.unreadable"]


def test_a_declared_entity_is_not_read(place: Workspace, files: dict[str, Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bomb = b'<!DOCTYPE x [<!ENTITY a "9">]><w:document'
    bad.write_bytes(with_other(files["c.docx"].read_bytes(), b"<w:document", bomb))
    assert codes(place, bad) == ["agreement.unreadable"]


def test_a_page_that_does_not_say_what_it_is(place: Workspace, tmp_path: Path) -> None:
    page(tmp_path / "p.html", "", {"tasks": "31"})
    assert codes(place, tmp_path / "p.html") == ["agreement.no-state"]
    assert codes(place, tmp_path / "p.html", asked=ASKED) == []
    page(tmp_path / "none.html", "", {})
    assert codes(place, tmp_path / "none.html", asked=ASKED) == ["agreement.no-figures"]


def test_every_figure_has_a_mark_of_its_own_that_word_takes(place: Workspace) -> None:
    now, before = Asked(Q3, Q3.end, None, Scope("all")).states(place)
    names = list(true_figures(now, before))
    assert len({mark(name) for name in names}) == len(names) > 300
    longest = "unit." + "a-very-long-name-of-a-unit-" * 3 + ".led"
    assert mark(longest) != mark(longest.replace(".led", ".late"))
    assert all(len(repeated(name, 999)) <= 40 for name in (*names, longest))
    assert len(mark(longest)) <= LONGEST
    found = unmarked([repeated(name, nth) for name in names for nth in (1, 2, 31)], names)
    assert set(found.values()) == set(names)


def test_figures_add_up(now: Snapshot) -> None:
    found = figures(now)
    for group in ("light", "schedule", "freshness"):
        assert (
            sum(count for name, count in found.items() if name.startswith(f"{group}."))
            == found["tasks"]
            == 31
        )
    parts = shares(found)
    assert f"{parts['share.light.red']}" == f"{found['light.red'] * 100 / 31:.1f}"
    assert shares({**found, "tasks": 0}) == {}
    assert (str(share(1, 8)), str(share(1, 80)), str(share(1, 16))) == ("12.5", "1.3", "6.3")


@pytest.mark.parametrize(
    "asked",
    [
        Asked(Q3, Q3.end, None, HOME),
        Asked(Q3, Q3.end, None, Scope("北京市 海淀区", "carbon-peak", "it's")),
        Asked(None, date(2026, 11, 20), None, Scope("all")),
    ],
)
def test_a_stamp_is_read_back(asked: Asked, now: Snapshot) -> None:
    made = asking.stamp(asked, now, 12)
    assert asking.read(made.in_words()) == made
    assert made.asked.known_at == now.clock.known_at
    assert re.fullmatch(r"[\w=.% -]+", made.in_words()), "no sign at which office programs end a keyword"


@pytest.mark.parametrize(
    "text", ["", "x period=2026-Q3", "tracker", "tracker period=2026", "tracker period", "tracker as_of=9"]
)
def test_what_is_no_stamp(text: str) -> None:
    assert asking.read(text) is None
