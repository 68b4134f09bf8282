"""The register of contacts: who may see and change what, what is refused, and what is noted of a change."""

import stat
from pathlib import Path

import pytest

from tests.intake.desk import AUDITOR, LEAD, LEADER, OFFICE, OUTSIDER, Desk, open_desk
from tracker.intake import Actor, Role
from tracker.messages.codes import LABELS
from tracker.messages.contacts import Contact, Contacts

ADMIN, CLERK = Actor("管理员", Role.ADMIN), Actor("填报员", Role.REPORTER, "ex-cgw")
NAME = {label: field for field, label in LABELS.items()}
RIGHT = {"name": "某某", "post": "科长", "telephone": "010-00000000", "email": "somebody@example.invalid"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
def book(desk: Desk) -> Contacts:
    return Contacts(desk.space)


def save(
    book: Contacts, actor: Actor = OFFICE, unit: str = "ex-cgw", **said: object
) -> list[tuple[str, str]]:
    contact = Contact(unit, **{**RIGHT, **said})  # type: ignore[arg-type]
    return [(one.code, NAME[one.place.field or ""]) for one in book.save(contact, actor)[1]]


def noted(desk: Desk) -> list[tuple[str, dict[str, object]]]:
    return [(record.by, record.body) for record in desk.space.access.read().records]


@pytest.mark.parametrize(
    ("actor", "may"),
    [(OFFICE, True), (LEAD, True), (CLERK, True), (OUTSIDER, False), (LEADER, False), (AUDITOR, False), (ADMIN, False)],
    ids=lambda one: getattr(one, "user", str(one)),
)  # fmt: skip
def test_who_keeps_the_contacts_of_a_unit(book: Contacts, desk: Desk, actor: Actor, may: bool) -> None:
    assert save(book, actor) == ([] if may else [("contacts.not-allowed", "unit")])
    assert len(book.of_unit("ex-cgw")) == may
    save(book)
    number = book.of_unit("ex-cgw")[0].id or 0
    assert (book.remove(number, actor) == []) == may
    assert len(noted(desk)) == (3 if may else 1)


def test_the_office_sees_all_and_a_unit_its_own(book: Contacts) -> None:
    save(book)
    save(book, unit="ex-kw")
    seen = {
        actor.user: [one.unit for one in book.seen_by(actor)]
        for actor in (OFFICE, LEAD, OUTSIDER, LEADER, ADMIN)
    }
    assert list(seen.values()) == [["ex-cgw", "ex-kw"], ["ex-cgw"], [], [], []]


def test_a_unit_cannot_take_over_the_contact_of_another(book: Contacts) -> None:
    save(book, unit="ex-kw")
    stolen = Contact("ex-cgw", "换人", telephone="010-00000001", id=book.of_unit("ex-kw")[0].id)
    assert [one.code for one in book.save(stolen, LEAD)[1]] == ["contacts.unknown"]
    assert [one.name for one in book.of_unit("ex-kw")] == ["某某"]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"name": " "}, [("contacts.empty", "name")]),
        ({"name": "某" * 51}, [("contacts.too-long", "name")]),
        ({"post": "科\n长"}, [("contacts.bad-character", "post")]),
        ({"telephone": "", "email": ""}, [("contacts.no-way", "telephone")]),
        ({"telephone": "某某的手机"}, [("contacts.bad-telephone", "telephone")]),
        ({"email": "somebody"}, [("contacts.bad-email", "email")]),
        ({"email": "a@example.invalid,b@example.invalid"}, [("contacts.bad-email", "email")]),
        ({"email": "a@example.invalid&to=b@example.invalid"}, [("contacts.bad-email", "email")]),
        ({"channel": "json://10.0.0.1/"}, [("contacts.bad-channel", "channel")]),
        ({"channel": "http://10.0.0.1/admin"}, [("contacts.bad-channel", "channel")]),
        ({"channel": "dbus://"}, [("contacts.bad-channel", "channel")]),
        ({"channel": "syslog://"}, [("contacts.bad-channel", "channel")]),
        ({"channel": "x" * 501}, [("contacts.too-long", "channel")]),
        ({"unit": "ex-streets"}, [("contacts.unknown-unit", "unit")]),
        ({"unit": "nobody"}, [("contacts.unknown-unit", "unit")]),
    ],
    ids=str,
)
def test_what_is_refused(book: Contacts, said: dict[str, str], wrong: list[tuple[str, str]]) -> None:
    assert save(book, **said) == wrong
    assert book.seen_by(OFFICE) == []


@pytest.mark.parametrize(
    "said",
    [
        {"telephone": "13800000000"},
        {"telephone": "+86 (10) 0000-0000"},
        {"telephone": "010-00000000-8001"},
        {"channel": "wecombot://0000-example"},
        {"channel": "dingtalk://0000example"},
        {"channel": "https://oapi.dingtalk.com/robot/send?access_token=" + "0" * 64},
    ],
    ids=str,
)
def test_what_is_taken(book: Contacts, said: dict[str, str]) -> None:
    assert save(book, **said) == []


def test_a_change_is_noted_without_what_was_changed(book: Contacts, desk: Desk) -> None:
    contact, _ = book.save(Contact("ex-cgw", **RIGHT), LEAD)
    book.save(Contact("ex-cgw", "另一人", telephone="010-00000001", id=contact.id), LEAD)
    book.remove(contact.id or 0, OFFICE)
    about = {"of_unit": "ex-cgw", "contact": 1}
    assert noted(desk) == [
        (LEAD.user, about | {"change": "added"}),
        (LEAD.user, about | {"change": "changed"}),
        (OFFICE.user, about | {"change": "removed"}),
    ]
    assert desk.written == []


def test_what_cannot_be_noted_does_not_happen(book: Contacts, desk: Desk) -> None:
    desk.data.mkdir()
    (desk.data / "access").write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match="没有保存"):
        save(book)
    assert book.of_unit("ex-cgw") == []


def test_only_the_owner_of_the_files_reads_them(book: Contacts, desk: Desk) -> None:
    save(book)
    folder = desk.data / "messages"
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in (folder, *folder.iterdir())}
    assert modes == {"messages": 0o700, "contacts.sqlite": 0o600}


def test_a_number_is_never_given_twice(book: Contacts) -> None:
    """Attempts at delivery name the receiver by number."""
    save(book)
    book.remove(1, OFFICE)
    save(book)
    assert [one.id for one in book.of_unit("ex-cgw")] == [2]
