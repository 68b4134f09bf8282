"""A page's rerun against an equally large page of constants: the same HTML, charts and widgets, already made."""

import logging
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from tests.bench.timing import median_ms
from tracker.demo import TODAY, make
from tracker.intake import Actor, Role
from tracker.snapshot import Workspace
from tracker.ui import identity, ledger
from tracker.ui.registry import PAGES
from tracker.ui.state import LOCAL_USER, View

ROOT = Path(__file__).parents[2]
LIMIT = 1.5
MEASURED = ("", "ledger", "task", "targets", "overdue", "units", "assessment")
PARAMS = {"task": (("id", "haidian-2024-8/9.1"),)}
REPEATS = 40

CALLS: dict[str, list[tuple[str, tuple[Any, ...], dict[str, Any]]]] = {}
VIEWS: dict[str, View] = {}
WIDGETS = ("selectbox", "text_input", "date_input")
RECORDED = ("container", "html", "vega_lite_chart", *WIDGETS)


def real_page(path: str) -> None:
    from tests.bench.pages import VIEWS, page_of

    page_of(path).load()(VIEWS[path])


def page_of_constants(path: str) -> None:
    import streamlit as st

    from tests.bench.pages import CALLS, WIDGETS

    row = None
    for name, args, kwargs in CALLS[path]:
        if name == "container":
            row = st.container(*args, **kwargs)
        else:
            getattr(row if row is not None and name in WIDGETS else st, name)(*args, **kwargs)


def page_of(path: str) -> Any:
    return next(page for page in PAGES if page.path == path)


def _nothing(*_: object) -> None:
    """What a widget of constants does when it changes."""


def _recorded(path: str) -> list[tuple[str, tuple[Any, ...], dict[str, Any]]]:
    """Every output and widget call the real page makes, with its arguments."""
    import streamlit as st

    calls: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
    originals = [(owner, name, getattr(owner, name)) for owner in (st, DeltaGenerator) for name in RECORDED]

    def recording(owner: Any, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            kept = kwargs | ({"on_change": _nothing} if "on_change" in kwargs else {})
            calls.append((name, args[1:] if owner is DeltaGenerator else args, kept))
            return original(*args, **kwargs)

        return call

    try:
        for owner, name, original in originals:
            setattr(owner, name, recording(owner, name, original))
        _started(real_page, path)
    finally:
        for owner, name, original in originals:
            setattr(owner, name, original)
    return calls


def _started(script: Callable[[str], None], path: str) -> AppTest:
    at = AppTest.from_function(script, args=(path,), default_timeout=60).run()
    if at.exception:
        raise RuntimeError(f"{path}: {at.exception[0].message}")
    return at


def _pair(path: str) -> tuple[float, float]:
    """Median milliseconds of a rerun of the real page and of its constants, taken in turns."""
    real, constant = _started(real_page, path), _started(page_of_constants, path)
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(REPEATS):
        for at, found in zip((real, constant), times, strict=True):
            start = perf_counter()
            at.run()
            found.append((perf_counter() - start) * 1000)
    return median(times[0]), median(times[1])


def run() -> list[dict[str, Any]]:
    logging.disable(logging.WARNING)  # a page outside a server warns of it at every run
    folder = Path(tempfile.mkdtemp(prefix="bench"))
    try:
        make(ROOT / "tasks", folder / "data", TODAY)
        noon = datetime(TODAY.year, TODAY.month, TODAY.day, 4)
        workspace = Workspace(ROOT / "tasks", folder / "data", now=lambda: noon, simulated=True)
        ledger.serve_from(workspace)
        identity.by_switch()
        rows = []
        for path in MEASURED:
            VIEWS[path] = View(
                path, PARAMS.get(path, ()), TODAY, None, Actor(LOCAL_USER, Role.OFFICE), ledger.version()
            )
            CALLS[path] = _recorded(path)
            page_ms, constant_ms = _pair(path)
            rows.append(
                {
                    "name": f"rerun of {page_of(path).title} ({len(CALLS[path])} elements)",
                    "median_ms": page_ms,
                    "peer": "constants",
                    "peer_ms": constant_ms,
                    "ratio": page_ms / constant_ms,
                    "limit": LIMIT,
                }
            )
        first = View("", (("x", "1"),), TODAY, None, Actor(LOCAL_USER, Role.OFFICE), "first")
        rows.append(
            {
                "name": "first showing of 总览 on new data, for scale",
                "median_ms": median_ms(lambda: _first(first), 3),
            }
        )
        return rows
    finally:
        shutil.rmtree(folder)


def _first(view: View) -> None:
    VIEWS["first"] = view
    ledger.workspace()._snapshots.clear()
    _started(first_page, "first")


def first_page(path: str) -> None:
    from tests.bench.pages import VIEWS, page_of

    page_of("").load()(VIEWS[path])
