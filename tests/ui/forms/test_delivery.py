"""What the office sends from its page goes out beside it, and the page says what became of it."""

from pathlib import Path
from time import monotonic, sleep

import pytest

from tests.intake.desk import OFFICE, Desk, open_desk
from tests.messages.conftest import Mailbox, configure, web
from tests.ui.screens.conftest import visit
from tracker.intake import accept
from tracker.reminders.pending import draft, pending_calls
from tracker.ui import ledger
from tracker.ui.blocks.deliveries import deliveries
from tracker.ui.forms import remind

__all__ = ["web"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = open_desk(tmp_path)
    desk.on("2025-03-03").record(OFFICE, "opened", on="2025-03-03")
    monkeypatch.setattr(ledger, "_workspace", desk.on("2026-10-13").space)
    calls = pending_calls(desk.status())
    assert accept(desk.space, [draft(call, desk.space.today) for call in calls], OFFICE).ok
    return desk


def said(desk: Desk) -> str:
    return deliveries(visit("office", as_of=desk.space.today.isoformat()))


def test_nothing_is_set_up(desk: Desk) -> None:
    remind._deliver()
    assert "没有设置邮件和群消息，只在系统内提醒" in said(desk)


def test_it_goes_out_beside_the_page(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[{"name": "工作群", "address": f"json://127.0.0.1:{web.port}/secret"}])
    remind._go_out()
    until = monotonic() + 20
    while len(web.got) < 2 and monotonic() < until:
        sleep(0.02)
    assert len(web.got) == 2
    remind._deliver()
    assert len(web.got) == 2
    assert "最近 7 天向外发送 2 件，没有送达 0 件" in said(desk)


def test_what_failed_is_told_without_the_address(desk: Desk, web: Mailbox) -> None:
    web.refuses = True
    configure(desk, groups=[{"name": "工作群", "address": f"json://127.0.0.1:{web.port}/secret"}])
    remind._deliver()
    html = said(desk)
    assert "没有送达：对方拒收（代码 503）" in html
    assert "区城市管理委" in html
    assert "secret" not in html
    assert str(web.port) not in html


def test_settings_that_cannot_be_used_are_told(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[]).chmod(0o644)
    remind._deliver()
    assert "chmod 600" in said(desk)
