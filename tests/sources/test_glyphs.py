"""What a .pdf says in place of what it shows."""

import pytest

from tracker.sources.glyphs import as_printed


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("發展 ⼀", "發展 一"),
        ("⺠⽣、⻔⼾、⻩⾊、\uf90a融", "民生、门户、黄色、金融"),
        ("甲\u200b乙\ufeff丙", "甲乙丙"),
        ("（％）、①㎡½", "（％）、①㎡½"),
    ],
)
def test_what_the_page_shows(said: str, shown: str) -> None:
    assert as_printed(said) == shown
