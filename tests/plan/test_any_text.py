"""No text whatever makes the loader raise, and what comes of it can always be shown."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plan.conftest import EXAMPLE
from tracker.model import Plan
from tracker.plan import load_plan

ROOT = Path(__file__).parents[2]
MORE = """
  - id: "1.3"
    clause: 附件1/一
    title: 组织申报
    summary: 受理并评审申报材料
    kind: triggered
    alert_levels: [orange, red]
    funded_by: [example-2025-1/1.1]
    supersedes: [older/1.1, example-2025-1/1.2]
    assignments: [{role: lead, as_written: 区科委、园区管委会, units: [区科委、园区管委会], lead: stated, inherited_from: 附件1}]
    duties:
      - {id: d1, units: [区发改委], what: 审批}
    windows:
      - id: w1
        what: 受理申报
        opens_on: 2026-08-01
        closes: {wording: 2026年8月31日前, on: 2026-08-31, precision: day}
        quote: 2026年8月31日前报送
    conditions: [{what: 比例, quote: 给予30%支持}]
    targets:
      - id: t1
        indicator: heating-share
        comparator: ge
        value: 2
        serves: [{target: upper/goals/t1, same_scope: false, note: 口径不同}]
        quote: 达到二星级
pilots:
  - {id: park, name: 示例园区试点, applicants: 园区, stages: [application, awarded], months: 12, quote: 为期一年}
reviewed:
  - {clause: 三, why: 附则}
"""
EXAMPLE_TEXT = (EXAMPLE / "plans" / "example.yaml").read_text("utf-8").rstrip() + MORE
UNITS_TEXT = """
home: 示例市示例区
jurisdictions:
  - {name: 示例市, level: municipal}
  - {name: 示例市示例区, level: district, upper: 示例市}
units:
  - id: a
    name: 甲局
    jurisdiction: 示例市示例区
    full_name: 示例市示例区甲局
    aliases: [甲办]
    former_names: [{name: 甲处, until: 2024-12-31}]
    merged_into: b
    merged_on: 2026-01-01
  - {id: b, name: 乙局, jurisdiction: 示例市示例区, upper: a}
  - {id: c, name: 各单位, jurisdiction: 示例市示例区, document: example-2025-1, collective: true, members: [a, b]}
"""
RUBRIC_TEXT = (ROOT / "tasks" / "rubrics" / "unit-example.yaml").read_text("utf-8")
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


def load(data: bytes, file: str = "plans/any.yaml") -> Plan:
    """Every problem must be printable and every global id unique, whatever the file holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        plan, problems = load_plan(Path(folder))
    assert all(str(problem) and problem.cure for problem in problems)
    ids = [f"{plan_file.document.id}/{task.id}" for plan_file in plan.files for task in plan_file.tasks]
    assert len(ids) == len(set(ids))
    return plan


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


def slips(text: str) -> st.SearchStrategy[str]:
    """The text with a few places overwritten."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 8), SNIPPETS)

    def written(found: list[tuple[int, int, str]]) -> str:
        spoiled = text
        for start, dropped, snippet in found:
            spoiled = spoiled[:start] + snippet + spoiled[start + dropped :]
        return spoiled

    return st.lists(places, min_size=1, max_size=6).map(written)


@given(slips(EXAMPLE_TEXT))
def test_slips_anywhere_in_a_plan(text: str) -> None:
    load(text.encode())


@given(slips(UNITS_TEXT))
def test_slips_anywhere_in_the_register(text: str) -> None:
    load(text.encode(), "units.yaml")


@settings(max_examples=40)
@given(slips(RUBRIC_TEXT))
def test_slips_anywhere_in_a_rubric(text: str) -> None:
    """What is taken all the same can be scored: one rule a line, and some grade in every case."""
    for rubric in load(text.encode(), "rubrics/any.yaml").rubrics:
        assert all(line.rule and line.highest >= 0 for line in rubric.lines)
        last = rubric.grading[-1]
        assert {rule.grade for rule in rubric.grading} <= set(rubric.grades)
        assert not any((last.vetoed, last.missed, last.all_met, last.score))


def test_what_is_spoiled_is_whole_before(tasks: Path) -> None:
    """But for the links into documents that are not there."""
    (tasks / "plans" / "example.yaml").write_text(EXAMPLE_TEXT, "utf-8")
    found = {problem.code for problem in load_plan(tasks)[1]}
    assert found == {
        "plan.unknown-link",
        "plan.funded-by-no-instrument",
        "plan.supersedes-not-earlier",
        "plan.goal-without-light",
    }
    (tasks / "rubrics").mkdir()
    (tasks / "rubrics" / "any.yaml").write_text(RUBRIC_TEXT, "utf-8")
    assert len(load_plan(tasks)[0].rubrics) == 1
    (tasks / "units.yaml").write_text(UNITS_TEXT, "utf-8")
    assert {p.code for p in load_plan(tasks)[1] if p.place.file == "units.yaml"} == set()


@given(st.integers(0, len(EXAMPLE_TEXT.encode())), st.integers(0, 40))
def test_a_plan_with_bytes_missing(start: int, count: int) -> None:
    data = EXAMPLE_TEXT.encode()
    load(data[:start] + data[start + count :])
