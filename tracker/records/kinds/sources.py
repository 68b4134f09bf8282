"""The office's own copy of an official text."""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from tracker.records.kinds.body import Body, Short


class SourceFormat(StrEnum):
    TXT = "txt"
    DOCX = "docx"
    PDF = "pdf"


def hex_hash(text: str) -> str:
    if not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError("散列应是 64 位小写的十六进制数。")
    return text


class SourceAttached(Body):
    """A copy of a document's official text is kept under its hash; the latest by its effective date holds."""

    kind = "source_attached"
    document: Short
    sha256: Annotated[str, AfterValidator(hex_hash)]
    name: Short
    """What the file was called, without its folder."""
    size: int = Field(ge=1, le=1_000_000_000)
    """In bytes."""
    format: SourceFormat

    @property
    def subject(self) -> str:
        return self.document
