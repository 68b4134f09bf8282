"""Messages leave the house only where it is set up; what fails is tried again, and the ledger never waits for it."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.intake.desk import OFFICE, Desk
from tests.messages.conftest import Mailbox, configure
from tracker.messages import channels
from tracker.messages.contacts import Contact, Contacts
from tracker.messages.outbox import Outbox
from tracker.reminders.send import remind, send_out
from tracker.snapshot import Workspace

SECRET = "s3cr3t-w0rd"


def known(desk: Desk, unit: str = "ex-cgw", **ways: str) -> Contact:
    contact, wrong = Contacts(desk.space).save(Contact(unit, "某某", **ways), OFFICE)
    assert wrong == []
    return contact


def mailing(desk: Desk, mail: Mailbox) -> None:
    address = f"mailto://someone:{SECRET}@127.0.0.1:{mail.port}?from=tracker@example.invalid&smtp=127.0.0.1&mode=insecure"
    configure(desk, email=address, pages="http://10.0.0.5")


def failures(desk: Desk) -> list[tuple[str, str]]:
    return [(attempt.unit, attempt.error) for attempt in Outbox(desk.data).attempts() if attempt.error]


def test_nothing_is_asked_of_the_net_unless_it_is_set_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    known(desk, email="somebody@example.invalid")
    monkeypatch.setattr(channels, "_made", lambda _: pytest.fail("an address was looked at"))
    run = remind(desk.space, OFFICE)
    assert len(run.records) == 3
    assert (run.delivery.configured, run.delivery.attempts, Outbox(desk.data).attempts()) == (False, (), [])


def test_a_group_gets_one_message_a_unit(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[{"name": "工作群", "address": f"json://127.0.0.1:{web.port}/{SECRET}"}])
    run = remind(desk.space, OFFICE)
    assert [(one.unit, one.channel, one.receiver, one.error) for one in run.delivery.attempts] == [
        ("ex-cgw", "群组", "工作群", ""),
        ("ex-fgw", "群组", "工作群", ""),
    ]
    assert [got["title"] for got in web.got] == [
        "【催办】双碳任务台账：2 件事项请办理",
        "【催办】双碳任务台账：1 件事项请办理",
    ]
    assert "2026年前三季度进展报告 1 项：2026年10月20日到期，还有 7 天。" in web.got[0]["message"]
    assert send_out(desk.space).attempts == ()
    assert len(web.got) == 2


def test_a_group_of_some_units_hears_of_no_others(desk: Desk, web: Mailbox) -> None:
    address = f"json://127.0.0.1:{web.port}/"
    configure(desk, groups=[{"name": "发改群", "address": address, "units": ["ex-fgw"]}])
    run = remind(desk.space, OFFICE)
    assert [one.unit for one in run.delivery.attempts] == ["ex-fgw"]
    assert run.delivery.unreached == ("ex-cgw",)


def test_mail_goes_to_every_contact_of_the_unit(desk: Desk, mail: Mailbox) -> None:
    mailing(desk, mail)
    known(desk, email="first@example.invalid")
    known(desk, email="second@example.invalid", telephone="010-00000000")
    known(desk, telephone="010-00000000")
    known(desk, "ex-kw", email="other@example.invalid")
    run = remind(desk.space, OFFICE)
    assert sorted(got["to"] for got in mail.got) == ["first@example.invalid", "second@example.invalid"]
    assert mail.got[0]["title"] == "【催办】双碳任务台账：2 件事项请办理"
    assert "请登录双碳任务台账（http://10.0.0.5）" in mail.got[0]["text"]
    assert "某某" not in mail.got[0]["text"]
    assert run.delivery.unreached == ("ex-fgw",)


def test_what_fails_is_recorded_and_tried_again_in_the_next_run(desk: Desk, mail: Mailbox) -> None:
    mailing(desk, mail)
    known(desk, email="first@example.invalid")
    mail.refuses = True
    run = remind(desk.space, OFFICE)
    assert len(run.records) == 3
    assert failures(desk) == [("ex-cgw", "没有送达")]
    mail.refuses = False
    again = remind(desk.on("2026-10-14").space, OFFICE)
    assert again.records == ()
    assert [(one.unit, one.error) for one in again.delivery.attempts] == [("ex-cgw", "")]
    assert [got["to"] for got in mail.got] == ["first@example.invalid"]
    assert remind(desk.on("2026-10-15").space, OFFICE).delivery.attempts == ()


def test_one_that_fails_does_not_keep_the_others_back(desk: Desk, web: Mailbox, mail: Mailbox) -> None:
    known(desk, email="first@example.invalid")
    web.refuses = True
    configure(
        desk,
        email=f"mailto://127.0.0.1:{mail.port}?from=tracker@example.invalid&mode=insecure",
        groups=[{"name": "群", "address": f"json://127.0.0.1:{web.port}/"}],
    )
    remind(desk.space, OFFICE)
    assert len(mail.got) == 1
    assert failures(desk) == [("ex-cgw", "对方拒收（代码 503）"), ("ex-fgw", "对方拒收（代码 503）")]
    web.refuses = False
    send_out(desk.space)
    assert (len(mail.got), len(web.got)) == (1, 2)


def test_nobody_at_the_other_end(desk: Desk) -> None:
    configure(desk, groups=[{"name": "群", "address": "json://127.0.0.1:9/"}])
    remind(desk.space, OFFICE)
    assert failures(desk)[0] == ("ex-cgw", "连接不上，或连接中断")


def test_a_server_that_does_not_answer_is_tried_once_a_run(desk: Desk) -> None:
    known(desk, email="first@example.invalid")
    known(desk, email="second@example.invalid")
    known(desk, "ex-fgw", email="third@example.invalid")
    configure(desk, email="mailto://127.0.0.1:9?from=tracker@example.invalid&mode=insecure")
    remind(desk.space, OFFICE)
    later = "这个渠道刚才连接不上，没有再试"
    assert failures(desk) == [
        ("ex-cgw", "连接不上，或连接中断"),
        ("ex-cgw", later),
        ("ex-fgw", later),
    ]
    assert send_out(desk.space).attempts[0].error == "连接不上，或连接中断"


def test_after_a_week_a_message_is_given_up(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[{"name": "群", "address": f"json://127.0.0.1:{web.port}/"}])
    web.refuses = True
    remind(desk.space, OFFICE)
    web.refuses = False
    assert send_out(desk.on("2026-10-21").space).attempts == ()
    assert web.got == []


def test_no_secret_is_written_anywhere(
    desk: Desk, web: Mailbox, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    known(desk, email="first@example.invalid", channel=f"wecombot://{SECRET}")
    configure(
        desk,
        email=f"mailto://someone:{SECRET}@127.0.0.1:9?from=tracker@example.invalid",
        groups=[{"name": "群", "address": f"json://user:{SECRET}@127.0.0.1:{web.port}/{SECRET}"}],
    )
    web.refuses = True
    run = remind(desk.space, OFFICE)
    assert len(run.delivery.attempts) == 3
    said = capfd.readouterr()
    assert not logging.getLogger("apprise").propagate, "what it says reaches no log of ours"
    logged = [record.getMessage() for record in caplog.records if record.name != "apprise"]
    texts = [*logged, said.out, said.err, repr(run), repr(Outbox(desk.data).attempts())]
    for file in (desk.data / "journal").iterdir():
        texts.append(file.read_text(encoding="utf-8"))
    for file in (desk.data / "access").iterdir():
        texts.append(file.read_text(encoding="utf-8"))
    texts.append((desk.data / "messages" / "outbox.sqlite").read_bytes().decode("latin-1"))
    for text in texts:
        assert SECRET not in text
        assert "first@example.invalid" not in text


def test_settings_that_cannot_be_used_keep_nothing_from_being_recorded(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[{"name": "群", "address": f"json://127.0.0.1:{web.port}/"}]).chmod(0o644)
    run = remind(desk.space, OFFICE)
    assert len(run.records) == 3
    assert [problem.code for problem in run.delivery.problems] == ["messages.readable-by-others"]
    assert web.got == []


def test_two_runs_at_once_send_each_message_once(desk: Desk, web: Mailbox) -> None:
    configure(desk, groups=[{"name": "群", "address": f"json://127.0.0.1:{web.port}/"}])
    spaces = [Workspace(desk.tasks, desk.data, desk.space.now) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda space: remind(space, OFFICE), spaces))
    assert len(web.got) == 2


def test_a_robot_of_a_unit_is_used_only_when_its_service_is_switched_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    known(desk, channel="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-example")
    known(desk, channel="dingtalk://0000example")
    used: list[str] = []
    monkeypatch.setattr(channels, "send", lambda address, *_: used.append(address) or "")
    configure(desk, robots=["dingtalk"])
    run = remind(desk.space, OFFICE)
    assert used == ["dingtalk://0000example"]
    assert [(one.channel, one.receiver) for one in run.delivery.attempts] == [("钉钉群机器人", "2")]
