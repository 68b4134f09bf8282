"""data/messages.yaml: kept secret, read whole, and every mistake said without what is secret in it."""

from pathlib import Path

import pytest

from tracker.messages.settings import read_settings

SECRET = "s3cr3t"


def written(data: Path, text: str, mode: int = 0o600) -> Path:
    file = data / "messages.yaml"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return data


def test_no_file_is_no_mistake(tmp_path: Path) -> None:
    read = read_settings(tmp_path)
    assert (read.settings, read.problems) == (None, ())


def test_what_can_be_set(tmp_path: Path) -> None:
    text = f"""
email: mailtos://tracker:{SECRET}@mail.example.invalid?from=tracker@example.invalid
robots: [wecombot, dingtalk]
groups:
  - {{name: 工作群, address: "wecombot://{SECRET}", units: [ex-fgw]}}
pages: http://10.0.0.5:8501
"""
    settings = read_settings(written(tmp_path, text)).settings
    assert settings is not None
    assert settings.sends
    assert settings.groups[0].units == ("ex-fgw",)
    assert SECRET not in repr(settings)


@pytest.mark.parametrize("text", ["", "pages: http://10.0.0.5"])
def test_settings_without_a_channel_send_nothing(tmp_path: Path, text: str) -> None:
    settings = read_settings(written(tmp_path, text)).settings
    assert settings is not None
    assert not settings.sends


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602])
def test_a_file_that_others_can_read_is_not_used(tmp_path: Path, mode: int) -> None:
    read = read_settings(written(tmp_path, f"email: mailtos://a:{SECRET}@example.invalid", mode))
    assert read.settings is None
    [problem] = read.problems
    assert (problem.code, f"{mode:o}" in problem.message) == ("messages.readable-by-others", True)


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        (f"robots: []\nemail: [{SECRET}\ngroups: []", "messages.not-yaml", "3"),
        (f"email: {{a: {SECRET}}}", "messages.bad-setting", "email"),
        (f"password: {SECRET}", "messages.bad-setting", "password"),
        (f"- {SECRET}", "messages.bad-setting", "内容"),
        (
            f"groups: [{{name: 群}}, {{address: 'json://{SECRET}/'}}]",
            "messages.bad-setting",
            "groups.0.address",
        ),
        (f"email: json://{SECRET}/", "messages.bad-address", "email"),
        (f"email: {SECRET}", "messages.bad-address", "email"),
        (
            f"groups: [{{name: 群, address: 'nothing://{SECRET}'}}]",
            "messages.bad-address",
            "groups.0.address",
        ),
        ("robots: [telegram]", "messages.bad-address", "robots.0"),
    ],
)
def test_a_mistake_is_named_without_the_secret(tmp_path: Path, text: str, code: str, named: str) -> None:
    read = read_settings(written(tmp_path, text))
    assert read.settings is None
    assert read.problems[0].code == code
    assert named in read.problems[0].message
    assert SECRET not in "".join(map(str, read.problems))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    written(tmp_path, "").joinpath("messages.yaml").write_bytes("口令".encode("gbk"))
    assert [one.code for one in read_settings(tmp_path).problems] == ["messages.unreadable"]
