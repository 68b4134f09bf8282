"""A re-issued text against the loaded plan: what is new, gone, renumbered, reworded, and which figure or date moved."""

from dataclasses import replace

import pytest

from tests.extract import reviewed
from tracker.extract.as_rows import rows
from tracker.extract.comparison import Change, Difference, compared, draft_for
from tracker.extract.proposal import Decision, State, parts
from tracker.extract.saving import file_text
from tracker.model import PlanFile
from tracker.plan.load import load_plan
from tracker.plan.units import UnitNames

ROW = "（二）开展宣传活动。广泛宣传绿色低碳理念。（责任单位：区某某局）"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> PlanFile:
    """The text as it was first issued, reviewed and loaded."""
    folder = tmp_path_factory.mktemp("tasks")
    for name in ("units.yaml", "rules.yaml", "calendar.yaml"):
        (folder / name).write_bytes((reviewed.TASKS / name).read_bytes())
    (folder / "plans").mkdir()
    planned = reviewed.of()
    said = {part.key: Decision(State.ACCEPTED) for part in parts(planned)}
    (folder / "plans" / "first.yaml").write_text(file_text(planned, said, "原文.txt"), encoding="utf-8")
    [file] = load_plan(folder)[0].files
    return file


def differences(loaded: PlanFile, *replaced: tuple[str, str]) -> list[Difference]:
    text = reviewed.TEXT
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new, 1)
    return compared(loaded, reviewed.of(text), UnitNames(reviewed.plan().units))


def test_the_same_text_has_no_difference(loaded: PlanFile) -> None:
    assert differences(loaded) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("30%以上", "35%以上", ("value",)),
        ("30%以上", "30%左右", ("comparator",)),
        ("到2030年", "到2035年", ("due",)),
        ("30%以上", "35%左右", ("comparator", "value")),
    ],
)
def test_a_target_that_moved_names_what_moved(
    loaded: PlanFile, old: str, new: str, what: tuple[str, ...]
) -> None:
    [found] = differences(loaded, (old, new))
    assert (found.change, found.old_clause, found.new_clause, found.what) == (
        Change.TARGET_CHANGED, "一", "一", what,
    )  # fmt: skip
    assert found.start is not None


def test_a_dated_goal_that_moved(loaded: PlanFile) -> None:
    [found] = differences(loaded, ("2027年底前", "2029年底前"))
    assert (found.change, found.what) == (Change.MILESTONE_CHANGED, ("due",))
    assert (found.old_quote[:7], found.new_quote[:7]) == ("2027年底前", "2029年底前")


def test_units_come_and_go_and_change_their_part(loaded: PlanFile) -> None:
    found = differences(loaded, ("区城市管理委、区发展改革委", "区发展改革委、相关街镇"))
    assert {(one.change, one.old or one.new) for one in found} == {
        (Change.UNIT_ADDED, "responsible:相关街镇"),
        (Change.UNIT_REMOVED, "responsible:区城市管理委"),
    }
    [found_role] = differences(loaded, ("责任单位：区某某局", "牵头单位：区某某局"))
    assert found_role.change is Change.ROLE_CHANGED


def test_another_name_of_the_same_unit_is_no_change(loaded: PlanFile) -> None:
    assert differences(loaded, ("区发展改革委）", "区发改委）")) == []


def test_a_clause_is_new_gone_renumbered_or_reworded(loaded: PlanFile) -> None:
    new = "（二）建设能源站。建设能源站。（责任单位：区城市管理委）\n" + ROW.replace("（二）", "（三）")
    assert [(one.change, one.old_clause, one.new_clause) for one in differences(loaded, (ROW, new))] == [
        (Change.CLAUSE_ADDED, "", "二/(二)"),
        (Change.RENUMBERED, "二/(二)", "二/(三)"),
    ]
    [gone] = differences(loaded, (ROW + "\n", ""))
    assert (gone.change, gone.old_clause, gone.old) == (Change.CLAUSE_REMOVED, "二/(二)", "开展宣传活动")
    [reworded] = differences(loaded, ("开展宣传活动", "广泛开展宣传活动"))
    assert (reworded.change, reworded.old, reworded.new) == (
        Change.REWORDED, "开展宣传活动", "广泛开展宣传活动",
    )  # fmt: skip


def test_rows_say_it_in_words_with_the_line_of_the_new_text(loaded: PlanFile) -> None:
    text = reviewed.TEXT.replace("30%以上", "35%左右")
    [row] = rows(differences(loaded, ("30%以上", "35%左右")), text)
    assert row["kind"] == "目标变动"
    assert row["fields_in_words"] == ["比较", "数值"]
    assert row["old"] == "可再生能源供热面积占比 不低于 30%，到2030年"
    assert row["new"] == "可再生能源供热面积占比 35%左右，到2030年"
    assert row["line"] == 6


def test_the_draft_of_the_same_number_is_taken_else_of_the_likest_title(loaded: PlanFile) -> None:
    reading = reviewed.reading()
    [draft] = reading.drafts
    other = replace(draft, document=replace(draft.document, document_number=None, title="别的办法"))
    both = replace(reading, drafts=(other, draft))
    assert draft_for(both, loaded) is draft
    unnumbered = replace(draft, document=replace(draft.document, document_number=None))
    assert draft_for(replace(reading, drafts=(other, unnumbered)), loaded) is unnumbered
