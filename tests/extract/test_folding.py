"""Every folded character knows where it stands in the original, whatever the lines are."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.draft import read
from tracker.extract.script import simplified
from tracker.extract.source import plain
from tracker.extract.structure import structured
from tracker.sources.folding import fold

WORDS = st.text(
    alphabet=" \t　一二（）()〔〕、，。：；“”《》第条章附件责任单位牵头配合市发展改革委局各区%０１9-ABC國會\x0b\x85",
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_every_character_maps_back(lines: list[str]) -> None:
    folded = structured(plain(lines)).folded
    for at, character in enumerate(folded.text):
        low, high = folded.span(at, at + 1)
        assert high == low + 1
        assert fold(simplified(folded.raw[low:high])) == character
        assert folded.quote(at, at + 1) == folded.raw[low:high]


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_clauses_hold_every_character_of_a_document_once(lines: list[str]) -> None:
    text = structured(plain(lines))
    for document in text.documents:
        edges = [(clause.start, clause.end) for clause in document.clauses]
        assert edges == sorted(edges)
        assert all(high == low for (_, high), (low, _) in pairwise(edges))
        assert all(clause.start <= clause.body <= clause.end <= clause.whole for clause in document.clauses)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=40)), max_size=10))
def test_no_text_breaks_the_reader(lines: list[str]) -> None:
    reading = read(plain(lines))
    for draft in reading.drafts:
        for item in draft.responsibility.items:
            assert all(name.words for part in item.assigned for name in part.names)


def test_widths_brackets_and_script_are_one() -> None:
    folded = structured(plain(["（責任單位：市發展改革委〔市數據局〕）", "到２０２５年達到１０％"])).folded
    assert folded.text == "(责任单位:市发展改革委(市数据局))到2025年达到10%"
    assert folded.quote(0, 5) == "（責任單位"
    assert folded.raw[slice(*folded.span(6, 12))] == "市發展改革委"


def test_paragraphs_are_put_together_and_page_numbers_gone() -> None:
    lines = [
        "到2030年，建成若干个",
        "示范项目。",
        "",
        "— 3 —",
        "责任单位：市发展改",
        "革委、市财政局",
        "二、措施",
    ]
    folded = structured(plain(lines)).folded
    assert "3—" not in folded.text
    assert [folded.text[low:high] for low, high in folded.paragraphs(0, len(folded))][-1] == "二、措施"
