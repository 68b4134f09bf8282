"""What a user name may look like."""

import re

LONGEST_NAME = 40
_USER = re.compile(r"[\w](?:[\w.-]{0,30}[\w])", re.UNICODE)


def is_user_name(text: str) -> bool:
    """2 to 32 letters, digits or Chinese characters; dots, hyphens and underscores between them."""
    return _USER.fullmatch(text) is not None


def is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and text.isprintable()
