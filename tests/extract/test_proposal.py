"""A draft in parts: each can be accepted, edited or left out, and an edit is checked before it is kept."""

import pytest

from tests.extract import reviewed
from tracker.extract.proposal import Decision, Kind, Part, State, edited, now, open_parts, parts

FOUND = parts(reviewed.of())


def one(key: str) -> Part:
    return next(part for part in FOUND if part.key == key)


def test_every_part_of_the_draft_is_there_in_the_order_of_the_text() -> None:
    assert [(part.item, part.kind.value) for part in FOUND] == [
        ("document", "head"),
        ("goals/一", "goals"), ("goals/一", "target"),
        ("2.1", "task"), ("2.1", "assignment"), ("2.1", "target"), ("2.1", "milestone"),
        ("2.2", "task"), ("2.2", "assignment"),
    ]  # fmt: skip


def test_each_points_at_its_place_in_the_original() -> None:
    for part in FOUND:
        if part.kind in (Kind.TARGET, Kind.MILESTONE, Kind.ASSIGNMENT):
            assert reviewed.TEXT[part.start : part.end] == part.quote != ""


def test_a_unit_that_nobody_knows_is_doubtful() -> None:
    assert one("2.2#assignments/0").doubts == ("单位名录中没有“区某某局”",)
    assert one("2.2#assignments/0").doubtful
    assert not one("2.1#assignments/0").doubtful


def test_what_is_decided_waits_no_more_and_a_rejected_clause_takes_its_parts_along() -> None:
    said = {
        "document": Decision(State.ACCEPTED),
        "2.1#targets/t1": Decision(State.ACCEPTED),
        "2.2": Decision(State.REJECTED, why="不是任务"),
    }
    waiting = {part.key for part in open_parts(FOUND, said)}
    assert waiting == {"goals/一", "goals/一#targets/t1", "2.1", "2.1#assignments/0", "2.1#milestones/m1"}


def test_an_edit_takes_the_place_of_what_was_read() -> None:
    target = one("2.1#targets/t1")
    value, wrong = edited(target, {"value": "1,200", "due": "2029年底前", "modality": "力争"})
    assert wrong == []
    assert value is not None
    assert (value["value"], value["due"], value["modality"]) == ("1200", "2029年底前", "力争")
    said = {target.key: Decision(State.EDITED, value)}
    assert now(target, said) == value
    assert now(target, {}) == target.value


def test_a_lead_is_stated_and_others_have_none() -> None:
    part = one("2.1#assignments/0")
    value, _ = edited(part, {"role": "lead", "units": "区城市管理委"})
    assert value is not None
    assert (value["lead"], value["units"]) == ("stated", ["区城市管理委"])
    value, _ = edited(part, {"role": "support", "units": "区城市管理委；区发展改革委"})
    assert value is not None
    assert ("lead" in value, value["units"]) == (False, ["区城市管理委", "区发展改革委"])


@pytest.mark.parametrize(
    ("key", "fields", "said"),
    [
        ("2.1#targets/t1", {"value": "十个"}, "“十个”不是数字"),
        ("2.1#targets/t1", {"value": "NaN"}, "“NaN”不是数字"),
        ("2.1#targets/t1", {"value": ""}, "目标没有填写数值"),
        ("2.1#targets/t1", {"quote": " "}, "没有填写原文"),
        ("2.1#milestones/m1", {"due": "尽快"}, "看不懂时限“尽快”"),
        ("2.1#milestones/m1", {"due": ""}, "没有填写时限"),
        ("2.1#assignments/0", {"units": ""}, "没有填写单位"),
    ],
)
def test_a_faulty_edit_is_refused_with_what_is_wrong(key: str, fields: dict[str, str], said: str) -> None:
    value, wrong = edited(one(key), fields)
    assert value is None
    assert said in wrong[0]
