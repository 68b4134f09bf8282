"""One-time codes (TOTP): the secret a telephone gets, and the code it shows, taken once."""

import io
from datetime import UTC, datetime

import pyotp
import segno

from tracker.labels import PRODUCT

WINDOW = 1
"""Codes of the half minute before and after are taken too: clocks differ."""


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime, after: int) -> int | None:
    """The step of a right code, later than `after`; None for a wrong one, and for one that was used before."""
    digits = "".join(code.split())
    if not (digits.isascii() and digits.isdigit()):
        return None
    try:
        instant = now.replace(tzinfo=UTC)
        step = pyotp.TOTP(secret).verify_and_get_timecode(digits, for_time=instant, valid_window=WINDOW)
    except pyotp.OTPVerificationError:
        return None
    return step if step > after else None


def picture(secret: str, user: str) -> str:
    """The QR code to scan, as SVG to stand in a page."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=user, issuer_name=PRODUCT)
    out = io.BytesIO()
    segno.make(uri, error="m").save(
        out, kind="svg", scale=4, border=2, xmldecl=False, svgns=False, title="动态口令二维码", omitsize=True
    )
    return out.getvalue().decode("utf-8")
