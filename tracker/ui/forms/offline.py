"""The offline round trip: a unit's form to download, filled forms to upload, every change shown before it is taken."""

import io
from collections.abc import Sequence
from functools import lru_cache
from zipfile import ZipFile

import streamlit as st
from markupsafe import Markup

from tracker import queries
from tracker.intake import Actor
from tracker.intake.form_drafts import Change
from tracker.intake.form_files import parcel_forms
from tracker.intake.forms import Fate, Taken, take_forms
from tracker.labels import FATE
from tracker.periods import Quarter
from tracker.problems import Place, Problem, Severity
from tracker.records.codes import problem
from tracker.records.journal import JournalDamaged, JournalUnwritable
from tracker.records.marked import marked
from tracker.records.parcel import DAMAGED, MEGABYTE
from tracker.report import unit_form
from tracker.ui import identity, ledger
from tracker.ui.blocks.problem_rows import SEVERITY
from tracker.ui.forms.content import moment
from tracker.ui.forms.form import leave, not_recorded
from tracker.ui.forms.scope import quarter_of, unit_of
from tracker.ui.marks import mark, note
from tracker.ui.markup import tag
from tracker.ui.state import View
from tracker.ui.table import Column, Row, table

TITLE = "离线填报"
HOW = (
    "下载填报表，用 Excel、WPS 或 LibreOffice 填好后上传。先列出每一处改动和问题，确认以后才记入；"
    "一份表全部没有错误才记入，同一份文件不会重复记录。"
)
TOLD = "forms told"
"""Where the session keeps what became of the files that were just sent."""
TONES = {
    Fate.TAKEN: "green",
    Fate.READY: "green",
    Fate.UNCHANGED: "grey",
    Fate.ALREADY: "grey",
    Fate.CONFLICT: "amber",
    Fate.FAULTY: "red",
    Fate.DAMAGED: "red",
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_HERE = 100 * MEGABYTE
"""That a parcel may come to on a page, where all of it is held in memory: two hundred filled forms are a tenth of it."""

Files = tuple[tuple[str, bytes], ...]


def whole(view: View) -> None:
    st.html(note(HOW))
    _download(view)
    # What has been sent gives way to an empty field.
    key = f"forms {view.params.get('saved', '')}"
    uploaded = st.file_uploader(
        "填好的填报表（.xlsx，可以选多个；多份也可以压缩成一个 .zip）",
        type=["xlsx", "zip"],
        accept_multiple_files=True,
        max_upload_size=10,
        key=key,
    )
    if told := st.session_state.pop(TOLD, None):
        st.html(_outcomes(told, "报送结果"))
    if not uploaded:
        return
    files, rest = _opened(tuple((one.name, one.getvalue()) for one in uploaded))
    checked = _checked(view, files)
    if len(checked) > 1 or rest:
        st.html(_outcomes(checked, "逐份核对", rest))
    ready = [at for at, one in enumerate(checked) if one.fate is Fate.READY]
    if ready:
        count = sum(len(checked[at].changes) for at in ready)
        label = f"确认报送（{len(ready)} 份，{count} 处改动）"
        args = (view.actor, tuple(files[at] for at in ready))
        st.button(label, key="forms-send", type="primary", on_click=_send, args=args)
    for at, one in enumerate(checked):
        _show(view, at, one, files[at][1])


def _download(view: View) -> None:
    unit, quarter = unit_of(view), quarter_of(view)
    snapshot = ledger.snapshot(view)
    if not unit:
        demo = "演示－" if ledger.masthead(view.version).demo else ""
        st.download_button(
            f"下载各单位的填报表（{quarter.label}，一个压缩包）",
            data=lambda: unit_form.parcel(ledger.workspace(), quarter, scope=view.scope),
            file_name=f"{demo}{quarter.label}填报表.zip",
            on_click="ignore",
            key="forms-all",
        )
        return
    if unit not in unit_form.units_with_a_form(snapshot):
        st.html(note("本单位没有要报送的任务、指标和事项，不用填报表。"))
        return
    st.download_button(
        f"下载填报表（{queries.unit_names(snapshot)[unit]}，{quarter.label}）",
        data=lambda: unit_form.workbook(ledger.workspace(), unit, quarter, scope=view.scope) or b"",
        file_name=unit_form.file_name(snapshot, unit, quarter),
        mime=XLSX,
        on_click="ignore",
        key="forms-one",
    )


def _opened(uploaded: Files) -> tuple[Files, tuple[Problem, ...]]:
    """The workbooks, those inside of a parcel included."""
    found: list[tuple[str, bytes]] = []
    problems = []
    for name, data in uploaded:
        if not name.lower().endswith(".zip"):
            found.append((name, data))
            continue
        try:
            found += [
                (inside, load()) for inside, load in parcel_forms(ZipFile(io.BytesIO(data)), name, MOST_HERE)
            ]
        except DAMAGED:
            problems.append(problem("form.not-a-zip", Place(file=name)))
    return tuple(found), tuple(problems)


@lru_cache(maxsize=4)
def _checked(view: View, files: Files) -> tuple[Taken, ...]:
    """What the files would bring if they were sent now."""
    return tuple(take_forms(ledger.workspace(), files, view.actor, dry_run=True))


def _send(actor: Actor, files: Files) -> None:
    """Runs before the page is drawn again; each file is judged anew, as whoever is signed in at this moment."""
    speaker = identity.sending(actor)
    taken: list[Taken] = []
    refused: tuple[Problem, ...] = ()
    if isinstance(speaker, Problem):
        refused = (speaker,)
    else:
        try:
            taken = take_forms(ledger.workspace(), files, speaker)
        except (JournalDamaged, JournalUnwritable) as error:
            refused = not_recorded(error)
    if refused:
        st.session_state[TOLD] = [Taken(name, Fate.FAULTY, problems=refused) for name, _ in files]
        return
    st.session_state[TOLD] = taken
    recorded = [one for one in taken if one.records]
    if recorded:
        leave(recorded[-1].records[-1].batch)


def _show(view: View, at: int, one: Taken, data: bytes) -> None:
    st.html(tag("h2", one.file))
    st.html(_words(view, one))
    if one.problems:
        st.html(_problems(one.problems))
        if one.register is not None:
            st.download_button(
                "下载标出错处的表",
                data=lambda: marked(data, one.problems),
                file_name=f"{one.file.removesuffix('.xlsx').rsplit('/', 1)[-1]}（需改正）.xlsx",
                mime=XLSX,
                on_click="ignore",
                key=f"forms-marked-{at}",
            )
    if one.changes:
        st.html(_changes(one.changes))


def _words(view: View, one: Taken) -> Markup:
    if one.earlier:
        words = f"这份文件已于 {moment(one.earlier.recorded_at)} 由 {one.earlier.by} 报送，不会重复记录。"
    elif one.register is None:
        words = "没有读取。"
    else:
        quarter = Quarter.parse(one.register.period)
        words = f"{one.register.unit_name}，{quarter.label}。"
        if quarter != quarter_of(view):
            words += f"请注意：本页现在选的是{quarter_of(view).label}。"
    return tag("p", mark(FATE[one.fate], TONES[one.fate]), " ", words)


def _outcomes(taken: Sequence[Taken], caption: str, rest: Sequence[Problem] = ()) -> Markup:
    rows = [{"file": one.file, "taken": one} for one in taken]
    rows += [{"file": one.place.file, "taken": None, "problem": one} for one in rest]

    def outcome(row: Row) -> Markup:
        one = row["taken"]
        return mark(FATE[one.fate], TONES[one.fate]) if one else mark("没有读取", "red")

    def words(row: Row) -> str:
        one = row["taken"]
        if one is None:
            return f"{row['problem'].message}{row['problem'].cure}"
        if one.earlier:
            return f"已于 {moment(one.earlier.recorded_at)} 报送"
        errors = [found for found in one.problems if found.severity is Severity.ERROR]
        more = f"（共 {len(errors)} 处）" if len(errors) > 1 else ""
        return f"{errors[0].message}{more}" if errors else f"{len(one.changes)} 处改动" if one.changes else ""

    columns = [
        Column("文件", "file", width="24em"),
        Column(
            "单位", lambda row: row["taken"] and row["taken"].register and row["taken"].register.unit_name
        ),
        Column("结果", outcome, width="12em"),
        Column("说明", words, width="36em"),
    ]
    return table(rows, columns, caption=f"{caption}（{len(rows)} 份）")


def _problems(problems: Sequence[Problem]) -> Markup:
    found = sorted(problems, key=lambda one: one.severity is not Severity.ERROR)
    columns = [
        Column("程度", lambda row: mark(*SEVERITY[row["problem"].severity]), width="5em"),
        Column("位置", lambda row: _place(row["problem"].place), width="14em"),
        Column("问题", lambda row: row["problem"].message),
        Column("怎么办", lambda row: row["problem"].cure, width="26em"),
    ]
    return table([{"problem": one} for one in found], columns, caption=f"表中的问题（{len(found)} 处）")


def _changes(changes: Sequence[Change]) -> Markup:
    columns = [
        Column("位置", lambda row: _place(row["change"].place), width="13em"),
        Column("事项", lambda row: row["change"].title, width="15em"),
        Column("栏目", lambda row: row["change"].label, width="7em"),
        Column("下发时", lambda row: row["change"].before or None),
        Column("改为", lambda row: row["change"].after),
    ]
    if any(change.now is not None for change in changes):
        columns.insert(4, Column("台账现在", _now))
    rows = [{"change": change} for change in changes]
    return table(rows, columns, caption=f"改动（{len(changes)} 处），请逐条核对")


def _now(row: Row) -> object:
    change = row["change"]
    return None if change.now is None else mark(change.now or "（空）", "amber", f"{change.by} 报送")


def _place(place: Place) -> str:
    return f"{place.sheet} {place.cell}" if place.cell else place.sheet or "整份文件"
