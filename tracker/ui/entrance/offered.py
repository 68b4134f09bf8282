"""Which addresses of files, and which of Streamlit's own sessions, belong to whose session.

Streamlit serves a download to whoever knows its address, and takes uploads from anyone who knows where to. Here an
address is answered only for the session over whose stream it was sent.
"""

import re
from collections import OrderedDict
from threading import Lock
from typing import TypeVar

KEPT_ADDRESSES, KEPT_SESSIONS, KEPT_STREAMS = 4000, 4000, 20_000

UPLOADS = "/_stcore/upload_file/"
FILES = ("/media/", UPLOADS)
_ADDRESS = re.compile(rb"/(?:media|_stcore/upload_file)/[0-9A-Za-z._/-]+")
Kept = TypeVar("Kept")

_lock = Lock()
_addresses: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()
_streams: OrderedDict[str, str] = OrderedDict()


def note(key: str, sent: bytes) -> None:
    """A message that goes out to the session `key`."""
    if not any(name.encode() in sent for name in FILES):
        return
    with _lock:
        known = _addresses.setdefault(key, OrderedDict())
        _addresses.move_to_end(key)
        for found in _ADDRESS.findall(sent):
            known[found.decode()] = None
            known.move_to_end(found.decode())
        _cut(known, KEPT_ADDRESSES)
        _cut(_addresses, KEPT_SESSIONS)


def is_offered(key: str, path: str) -> bool:
    upload = path.startswith(UPLOADS)
    with _lock:
        stream = path.removeprefix(UPLOADS).split("/")[0] if upload else ""
        return path in _addresses.get(key, ()) and (not upload or _streams.get(stream) == key)


def belongs(stream: str, key: str) -> None:
    """`stream` is the id of a session of Streamlit's, which holds what is typed into a page."""
    with _lock:
        _streams[stream] = key
        _streams.move_to_end(stream)
        _cut(_streams, KEPT_STREAMS)


def is_own(stream: str, key: str) -> bool:
    with _lock:
        return _streams.get(stream) == key


def _cut(kept: OrderedDict[str, Kept], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
