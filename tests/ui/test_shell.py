"""What the frame does when a page breaks, and that every listed page exists."""

import logging
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tracker.labels import COLOURS, FONTS
from tracker.ui import document
from tracker.ui.registry import PAGES, Page

ROOT = Path(__file__).parents[2]


def test_streamlits_own_widgets_wear_the_shared_colours() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
    named = {"primaryColor": "brand", "backgroundColor": "ground", "textColor": "ink", "linkColor": "brand"}
    assert {key: theme[key] for key in named} == {key: COLOURS[name] for key, name in named.items()}
    assert theme["font"].split(", ")[:-1] == list(FONTS)


def broken() -> None:
    from tracker.ui.shell import on_script_error

    on_script_error(ValueError("secret detail"))


def test_a_bug_is_logged_under_the_number_the_reader_sees(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "tracker.ui"):
        test = AppTest.from_function(broken).run()
    shown = test.get("html")[0].proto.body
    number = caplog.records[0].args[0]
    assert f"错误编号 {number}" in shown
    assert "secret" not in shown
    assert "secret detail" in caplog.text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.screen)
def test_every_listed_page_has_its_screen(page: Page) -> None:
    assert callable(page.load())


def test_the_document_is_refused_when_streamlit_changes_its_shape(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    (tmp_path / "index.html").write_text("<html><head></head></html>")
    monkeypatch.setattr(document.file_util, "get_static_dir", lambda: str(tmp_path))
    with pytest.raises(ValueError, match="substring not found"):
        document.html(("/changed",))
