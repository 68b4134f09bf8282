"""The user guide inside the product: from its file, with nothing from elsewhere."""

import re
from pathlib import Path

from starlette.requests import Request

from tracker.ui import downloads
from tracker.ui.blocks.guide import GUIDE, contents, guide
from tracker.ui.screens.help import OWN

TEXT = """# 手册

## 登录

见[账号](accounts.md)，或[下文](#x)。<script>alert(1)</script>

![总览](pictures/overview.png)

## 双碳办：日常

| 灯 | 含义 |
|---|---|
| 红 | 逾期 |
"""


def test_pictures_are_our_own_and_other_documents_are_words(tmp_path: Path) -> None:
    file = tmp_path / "guide.md"
    file.write_text(TEXT, "utf-8")
    made = guide(file)
    assert made is not None
    html = str(made.html)
    assert '<img src="/guide/overview.png" alt="总览" loading="lazy" />' in html
    assert "<span>账号</span>" in html
    assert '<a href="#x">下文</a>' in html
    assert "accounts.md" not in html
    assert "<script" not in html
    assert '<table class="t">' in html
    assert [title for title, _ in made.sections] == ["登录", "双碳办：日常"]
    for _, anchor in made.sections:
        assert f'id="{anchor}"' in html
    assert str(contents(made.sections, "双碳办")).count("aria-current") == 1


def test_the_guide_that_is_installed_has_a_section_for_every_reader() -> None:
    made = guide()
    assert made is not None
    for begins in set(OWN.values()):
        assert any(title.startswith(begins) for title, _ in made.sections), begins
    assert set(re.findall(r'src="([^"]*)"', made.html)) <= {
        f"/guide/{file.name}" for file in (GUIDE.parent / "pictures").glob("*.png")
    }


def test_without_its_file_there_is_no_guide(tmp_path: Path) -> None:
    assert guide(tmp_path / "none.md") is None


def test_only_pictures_of_the_guide_are_served() -> None:
    def get(name: str) -> int:
        scope = {"type": "http", "method": "GET", "headers": [], "path_params": {"name": name}}
        return downloads.guide_picture(Request(scope)).status_code

    assert get("overview") == 200
    assert {get(name) for name in ("none", "../pictures/overview", "../user-guide.zh.md")} == {404}
