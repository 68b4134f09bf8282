"""Who is meant by a name, what a unit was called on a day, and who answers for it after a merger."""

from datetime import date

import pytest

from tracker.model import Document, Unit
from tracker.plan.units import UnitNames, name_on, names_of

FINANCE = {
    "id": "jrj",
    "name": "区地方金融管理局",
    "full_name": "甲区地方金融管理局",
    "aliases": ("区金融局",),
    # The later one first: the order in the file does not matter.
    "former_names": (
        {"name": "区金融办", "until": date(2024, 3, 31)},
        {"name": "区金融工作办公室", "until": date(2019, 12, 31)},
    ),
}


def unit(**fields: object) -> Unit:
    return Unit.model_validate({"jurisdiction": "甲区", **fields})


def document(place: str = "甲区", name: str = "one") -> Document:
    return Document.model_validate(
        {
            "id": name,
            "title": "方案",
            "issuers": ["甲区政府"],
            "status": "in_force",
            "jurisdiction": place,
            "track": "other",
            "coordinator": "区金融局",
        }
    )


def test_every_name_the_present_one_first() -> None:
    assert list(names_of(unit(**FINANCE))) == [
        "区地方金融管理局",
        "甲区地方金融管理局",
        "区金融局",
        "区金融办",
        "区金融工作办公室",
    ]
    assert list(names_of(unit(id="a", name="区教委"))) == ["区教委"]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2000-01-01", "区金融工作办公室"),
        ("2019-12-31", "区金融工作办公室"),
        ("2020-01-01", "区金融办"),
        ("2024-03-31", "区金融办"),
        ("2024-04-01", "区地方金融管理局"),
        ("2099-01-01", "区地方金融管理局"),
    ],
)
def test_the_name_of_a_day(day: str, name: str) -> None:
    assert name_on(unit(**FINANCE), date.fromisoformat(day)) == name


class TestFinding:
    register = UnitNames(
        [
            unit(**FINANCE),
            unit(id="all-two", name="各成员单位", document="two"),
            unit(id="all", name="各成员单位", collective=True),
            unit(id="all-three", name="各成员单位", document="three"),
            unit(id="other", name="区金融局", jurisdiction="乙区"),
        ]
    )

    @pytest.mark.parametrize("name", list(names_of(unit(**FINANCE))))
    def test_by_every_name_it_has_or_had(self, name: str) -> None:
        found = self.register.find(document(), name)
        assert found
        assert found.id == "jrj"

    @pytest.mark.parametrize(
        ("place", "in_document", "name", "found"),
        [
            ("乙区", "one", "区金融局", "other"),
            ("乙区", "one", "区金融办", None),
            ("丙区", "one", "区金融局", None),
            ("甲区", "one", "各成员单位", "all"),
            ("甲区", "two", "各成员单位", "all-two"),
            ("甲区", "three", "各成员单位", "all-three"),
            ("乙区", "two", "各成员单位", None),
            ("甲区", "one", "区教委", None),
        ],
    )
    def test_within_one_jurisdiction_and_some_within_one_document(
        self, place: str, in_document: str, name: str, found: str | None
    ) -> None:
        unit = self.register.find(document(place, in_document), name)
        assert (unit and unit.id) == found

    def test_a_name_kept_to_one_document_is_not_offered_in_another(self) -> None:
        register = UnitNames([unit(id="a", name="成员单位", document="two"), unit(id="b", name="区教委")])

        assert sorted(register.names(document())) == ["区教委"]
        assert sorted(register.names(document(name="two"))) == ["区教委", "成员单位"]
        assert register.find(document(), "成员单位") is None

    def test_where_a_name_is_known(self) -> None:
        assert self.register.places("区金融局") == ["乙区", "甲区"]
        assert self.register.places("区金融办") == ["甲区"]
        assert self.register.places("区教委") == []


class TestMergers:
    register = UnitNames(
        [
            unit(id="a", name="甲局", merged_into="b", merged_on=date(2025, 1, 1)),
            unit(id="b", name="乙局", merged_into="c", merged_on=date(2026, 7, 1)),
            unit(id="c", name="丙局"),
            unit(id="lost", name="丁局", merged_into="nobody", merged_on=date(2025, 1, 1)),
            unit(id="undated", name="戊局", merged_into="c"),
            unit(id="round", name="己局", merged_into="about", merged_on=date(2025, 1, 1)),
            unit(id="about", name="庚局", merged_into="round", merged_on=date(2025, 1, 1)),
        ]
    )

    @pytest.mark.parametrize(
        ("asked", "day", "answers"),
        [
            ("a", "2024-12-31", "a"),
            ("a", "2025-01-01", "b"),
            ("a", "2026-06-30", "b"),
            ("a", "2026-07-01", "c"),
            ("b", "2025-01-01", "b"),
            ("c", "2026-07-01", "c"),
            ("lost", "2026-07-01", "lost"),
            ("undated", "2026-07-01", "undated"),
            ("not-in-the-register", "2026-07-01", "not-in-the-register"),
        ],
    )
    def test_who_answers_on_a_day(self, asked: str, day: str, answers: str) -> None:
        assert self.register.acting(asked, date.fromisoformat(day)) == answers

    @pytest.mark.parametrize("asked", ["round", "about"])
    def test_two_that_merge_into_each_other_come_to_an_end(self, asked: str) -> None:
        assert self.register.acting(asked, date(2026, 1, 1)) in {"round", "about"}
