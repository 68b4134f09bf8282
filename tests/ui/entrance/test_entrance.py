"""The door itself: login, cookie, forms of other sites, first password, forged headers."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.responses import Response

from tests.ui.entrance.conftest import ADMIN, PASSWORD, ROOT, SERVE, Site
from tests.ui.test_server import get
from tracker.accounts import administration, sessions
from tracker.intake import Role
from tracker.ui import identity
from tracker.ui.entrance.gate import FORMS
from tracker.ui.entrance.login import enter, way_on
from tracker.ui.identity import COOKIE

NEW = "Battery-staple-9"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    site.someone()
    user, _ = site.someone()
    answer = site.post("/login", fields={"user": user, "password": PASSWORD})
    parts = {part.strip().lower() for part in answer.headers["Set-Cookie"].split(";")}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("option", "scheme", "secure"), [(False, "http", False), (True, "http", True), (False, "https", True)]
)
def test_over_https_the_cookie_is_never_sent_in_the_clear(option: bool, scheme: str, secure: bool) -> None:
    identity.behind_https(option)
    try:
        answer = enter(Response(), "token", identity.secure(scheme))
    finally:
        identity.behind_https(False)
    assert ("; Secure" in answer.headers["Set-Cookie"]) is secure


@pytest.mark.parametrize("path", ["/login", "/password", "/second-factor", "/accounts", "/logout", "/"])
def test_security_headers_are_on_every_page_at_the_door(site: Site, path: str) -> None:
    answer = site.get(path)
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "<script>" not in answer.body


def test_the_answer_does_not_tell_why(site: Site) -> None:
    user, _ = site.someone()
    gone, _ = site.someone()
    administration.disable(site.accounts, ADMIN, gone)
    answers = [
        site.post("/login", fields={"user": name, "password": password})
        for name, password in ((user, "wrong"), ("nobody", "wrong"), (gone, PASSWORD))
    ]
    said = {re.sub(r'value="[^"]*"', "", answer.body) for answer in answers}
    assert {answer.status for answer in answers} == {401}
    assert len(said) == 1
    assert all("Set-Cookie" not in answer.headers for answer in answers)


def test_what_is_typed_is_shown_as_text(site: Site) -> None:
    answer = site.post(
        "/login?next=%22%3E%3Cb%3E", fields={"user": '"><b>x', "password": "y", "next": '"><b>'}
    )
    assert "<b>x" not in answer.body
    assert '"><b>' not in answer.body


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ("/ledger?light=red", "/ledger?light=red"),
        ("/accounts", "/accounts"),
        ("", "/"),
        ("//other.example/", "/"),
        ("https://other.example/ledger", "/"),
        ("/\\other.example", "/"),
        ("/ledger/../logout", "/"),
        ("/logout", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_the_way_on_stays_in_the_house(wanted: str, where: str) -> None:
    assert way_on(wanted) == where


def test_who_was_on_the_way_somewhere_arrives_there(site: Site) -> None:
    user, _ = site.someone()
    asked = site.get("/ledger?light=red")
    assert asked.where == "/login?next=%2Fledger%3Flight%3Dred"
    assert 'value="/ledger?light=red"' in site.get(asked.where).body
    fields = {"user": user, "password": PASSWORD, "next": "/ledger?light=red"}
    assert site.post("/login", fields=fields).where == "/ledger?light=red"


class TestOtherSites:
    @pytest.mark.parametrize("path", FORMS)
    @pytest.mark.parametrize("origin", ["http://other.example", "null", ""])
    def test_their_forms_are_not_taken(self, site: Site, path: str, origin: str) -> None:
        _, token = site.someone(Role.ADMIN)
        fields = {"user": "x", "do": "disable", "old": PASSWORD, "new": NEW, "again": NEW}
        assert site.post(path, token, fields, Origin=origin).status == 403
        assert sessions.find(site.accounts, token) is not None

    def test_their_stream_is_not_opened(self, site: Site) -> None:
        _, token = site.someone()
        assert site.refused_stream(token, origin="http://other.example") == 403

    @pytest.mark.parametrize(
        "kind", ["multipart/form-data; boundary=x", "text/plain", "application/json", ""]
    )
    def test_only_forms_are_read(self, site: Site, kind: str) -> None:
        assert site.post("/login", fields={"user": "a"}, **{"Content-Type": kind}).status == 400

    def test_a_form_without_end_is_not_read(self, site: Site) -> None:
        assert site.post("/login", fields={"user": "a" * 20_000}).status == 400
        many = {f"f{number}": "x" for number in range(50)}
        assert site.post("/login", fields=many).status == 400


@pytest.mark.parametrize(
    "claim",
    [
        {"Remote-User": "the-admin"},
        {"X-Forwarded-User": "the-admin"},
        {"X-Remote-User": "the-admin"},
        {"X-Auth-Request-User": "the-admin"},
        {"Cookie": "_streamlit_user=the-admin"},
        {"Cookie": f"{COOKIE}=the-admin"},
        {"Cookie": f"{COOKIE}=' OR 1=1 --"},
        {"Cookie": f"{COOKIE}=\x80\x81"},
        {"Authorization": "Basic dGhlLWFkbWluOng="},
    ],
    ids=str,
)
def test_nobody_is_who_he_says_in_a_header(site: Site, claim: dict[str, str]) -> None:
    given = {name.replace("-", "_"): value for name, value in claim.items()}
    assert site.get("/accounts", **given).status == 303
    assert site.get("/_stcore/health", **given).status == 401


class TestDuties:
    def test_the_first_password_is_changed_before_anything_else(self, site: Site) -> None:
        made = administration.create(site.accounts, ADMIN, administration.Applicant("freshman", "office"))
        assert made.password
        token = site.enter("freshman", made.password)
        for path in ("/", "/ledger", "/second-factor"):
            assert site.get(path, token).where == "/password"
        assert site.get("/_stcore/health", token).status == 403
        assert site.refused_stream(token) == 403
        assert "初始口令" in site.get("/password", token).body
        fields = {"old": made.password, "new": NEW, "again": NEW}
        weak = site.post("/password", token, fields | {"new": "abc", "again": "abc"})
        assert (weak.status, "长度要在" in weak.body) == (422, True)
        done = site.post("/password", token, fields)
        assert (done.status, done.where) == (303, "/")
        assert site.get("/", token).where.startswith("/login"), "the old session is over"
        fresh = done.headers["Set-Cookie"].split(";")[0].removeprefix(f"{COOKIE}=")
        with site.stream(fresh) as stream:
            assert "freshman" in stream.run()

    def test_an_administrator_keeps_accounts_and_sees_no_business(self, site: Site) -> None:
        _, token = site.someone(Role.ADMIN)
        fields = {"do": "create", "user": "colleague", "name": "某某", "role": "unit", "unit": "ex-cgw"}
        done = site.post("/accounts", token, fields)
        assert done.where == "/accounts?user=colleague&done=create"
        shown = site.get(done.where, token)
        password = re.search(r"<pre>([^<]+)</pre>", shown.body)
        assert password
        assert "<pre>" not in site.get(done.where, token).body, "shown once"
        assert site.enter("colleague", password[1].replace("&#43;", "+").replace("&#61;", "="))
        assert site.post("/accounts", token, fields).status == 422

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
    def test_nobody_else_keeps_accounts(self, site: Site, role: Role) -> None:
        user, token = site.someone(role)
        for do in ("create", "disable", "reset", "role"):
            fields = {"do": do, "user": user, "role": "admin"}
            assert site.post("/accounts", token, fields).status == 403
        account = site.accounts.find(user)
        assert account is not None
        assert account.role is role


def test_without_accounts_the_page_says_what_to_do_and_lets_nobody_in(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SERVE, str(ROOT / "tests" / "example" / "tasks"), str(tmp_path / "data")]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        try:
            page = get(address, "/login").body.decode()
            assert "tracker account first" in page
            assert "<form" not in page
            assert get(address, "/").status == 303
            assert get(address, "/_stcore/stream").status in (401, 403)
        finally:
            process.terminate()
    assert not (tmp_path / "data" / "accounts").exists()


def test_the_log_of_the_server_holds_no_secret(site: Site) -> None:
    user, token = site.someone()
    site.post("/login", fields={"user": user, "password": "Secret-guess-55"})
    site.get(f"/ledger?token={token}", token)
    said = site.log.read_text(encoding="utf-8")
    noted = (site.accounts.workspace.data / "access" / "journal.jsonl").read_text(encoding="utf-8")
    for secret in (PASSWORD, "Secret-guess-55", token, sessions.key_of(token), "argon2"):
        assert secret not in said
        assert secret not in noted
    assert site.accounts.workspace.access.verify().problems == ()
