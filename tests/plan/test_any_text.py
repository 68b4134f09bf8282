"""No text whatever makes the loader raise, and what comes of it can always be shown."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from tests.plan.conftest import EXAMPLE
from tracker.plan import load_plan

EXAMPLE_TEXT = (EXAMPLE / "plans" / "example.yaml").read_text("utf-8")
LINES = EXAMPLE_TEXT.splitlines()
MARKS = [
    "：",
    ": ",
    "- ",
    "\t",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "<<: ",
    "|",
    ">",
    "%",
    "@",
    "!!",
    "#",
    "? ",
]
WORDS = ["\n", "---\n", "...", "\u3000", "\ufeff", "\x00", "\x85", "\u2028", "1.10", "no", "~", "１０"]
SNIPPETS = st.sampled_from(MARKS + WORDS)


def load(data: bytes, file: str = "plans/any.yaml") -> None:
    """Every problem must be printable and every global id unique, whatever the file holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        plan, problems = load_plan(Path(folder))
    assert all(str(problem) and problem.cure for problem in problems)
    ids = [f"{plan_file.document.id}/{task.id}" for plan_file in plan.files for task in plan_file.tasks]
    assert len(ids) == len(set(ids))


@given(st.binary(max_size=200))
def test_bytes(data: bytes) -> None:
    load(data)


@given(
    st.text(max_size=200), st.sampled_from(["plans/any.yaml", "units.yaml", "rules.yaml", "calendar.yaml"])
)
def test_text(text: str, file: str) -> None:
    load(text.encode("utf-8", "surrogatepass"), file)


@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_lines_of_a_plan_in_any_order(lines: list[str]) -> None:
    load("\n".join(lines).encode())


@given(
    st.lists(
        st.tuples(st.integers(0, len(EXAMPLE_TEXT)), st.integers(0, 8), SNIPPETS), min_size=1, max_size=6
    )
)
def test_slips_anywhere_in_a_plan(slips: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE_TEXT
    for start, dropped, snippet in slips:
        text = text[:start] + snippet + text[start + dropped :]
    load(text.encode())


@given(st.integers(0, len(EXAMPLE_TEXT.encode())), st.integers(0, 40))
def test_a_plan_with_bytes_missing(start: int, count: int) -> None:
    data = EXAMPLE_TEXT.encode()
    load(data[:start] + data[start + count :])
