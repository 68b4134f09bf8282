"""Sending through Apprise: which addresses are taken, and one message to one address. Nothing is asked of the net before."""

import logging
import re
import warnings
from functools import cache
from typing import Any

ROBOTS = {"wecombot": "企业微信群机器人", "dingtalk": "钉钉群机器人"}
"""Services whose host is fixed: only these may a unit name, for any other could lead anywhere inside the network."""
NO_CONNECTION = "连接不上，或连接中断"

# What Apprise and the library below it write may hold addresses.
_log = logging.getLogger("apprise")
_log.propagate = False
_log.addHandler(logging.NullHandler())
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

_DINGTALK = re.compile(r"https://oapi\.dingtalk\.com/robot/send\?access_token=(\w+)")
"""As the service shows it; that of 企业微信 Apprise knows itself."""


def service_of(address: str) -> str | None:
    """The robot service an address belongs to, in words; None for anything else, however well it is formed."""
    made = _made(address)
    return ROBOTS.get(str(getattr(made, "secure_protocol", ""))) if made else None


def takes(address: str) -> bool:
    """Whether an address of the office's settings is of any known service."""
    return _made(address) is not None


def send(address: str, title: str, text: str) -> str:
    """ "" when the other side has taken the message, else why not, in words without any part of the address."""
    made = _made(address)
    if made is None:
        return "地址不能使用"
    heard = _Heard()
    _log.addHandler(heard)
    try:
        taken = bool(made.notify(title=title, body=text))
    except Exception as error:  # whatever a service does, the others must go out
        return f"发送时出错（{type(error).__name__}）"
    finally:
        _log.removeHandler(heard)
    return "" if taken else heard.reason()


class _Heard(logging.Handler):
    """Listens for the cause; of it only what cannot hold a secret is kept."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())

    def reason(self) -> str:
        said = " ".join(self._said)
        if found := re.search(r"error=(\d{1,6})\b", said):
            return f"对方拒收（代码 {found[1]}）"
        if re.search("connection error", said, re.IGNORECASE):
            return NO_CONNECTION
        return "没有送达"


def _made(address: str) -> Any:
    """Apprise's object for one address, without plugins of others, files or outside pictures; None when it knows none."""
    apprise = _library()
    if shown := _DINGTALK.fullmatch(address):
        address = f"dingtalk://{shown[1]}"
    asset = apprise.AppriseAsset(
        app_id="tracker",  # goes into headers, which take no Chinese
        app_desc="tracker",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        plugin_paths=[],
        storage_mode=apprise.PersistentStoreMode.MEMORY,
    )
    return apprise.Apprise.instantiate(address, asset=asset, suppress_exceptions=True)


@cache
def _library() -> Any:
    """Loaded when the first address is looked at; what it says of its own modules is nobody's business here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import apprise

        apprise.Apprise.instantiate("json://localhost")
    return apprise
