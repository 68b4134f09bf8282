"""The other documents of the ledger as data, against tables written from the official texts, and against the texts.

海政发〔2024〕8号 has a file of its own. The texts are not part of the repository: what compares with them is skipped, and
says so, where they do not lie beside the project.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tracker import queries
from tracker.model import (
    ApplicationWindow,
    Condition,
    Goals,
    LeadBasis,
    Milestone,
    Plan,
    PlanFile,
    Role,
    Target,
    Task,
)
from tracker.plan import load_plan
from tracker.plan.units import UnitNames
from tracker.snapshot import Snapshot, Workspace

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
GAZETTE = "seeds/003_45bd8fa793562309.txt"
TEXTS = {
    "bj-2023-1309": GAZETTE,
    "bj-2023-1336": GAZETTE,
    **{f"etown-2023-{number}": GAZETTE for number in range(28, 33)},
    "tongzhou-climate-finance": "seeds/004_4d0e31425c0b2bd2.txt",
    "bj-2023-82": "seeds/001_43a027b45b7b8c22.txt",
    "bj-climate-2024": "seeds/000_b439f98dd99f6bec.txt",
    "cn-2026-22": "plans/01-national-carbon-peak-2026.txt",
}
OUT_OF_SCOPE = ["bj-2023-1336", "etown-2023-28", "etown-2023-32"]
FOLLOWED = [name for name in TEXTS if name not in OUT_OF_SCOPE]
needs_texts = pytest.mark.skipif(
    any(not (SHARED / text).is_file() for text in TEXTS.values()),
    reason="the official texts are not beside the project: ../shared/seeds and ../shared/plans",
)

# Number, status, jurisdiction and track, issued / in effect / expired; “-” = the text does not say.
HEADS = """
bj-2023-1309 | 京发改〔2023〕1309号 | in_force | 北京市 | new-energy-heating | 2023-10-09 - -
bj-2023-1336 | 京发改〔2023〕1336号 | out_of_scope | 北京市 | other | 2023-10-17 - -
etown-2023-28 | 京技管发〔2023〕28号 | out_of_scope | 北京经济技术开发区 | other | 2023-11-02 - -
etown-2023-29 | 京技管发〔2023〕29号 | in_force | 北京经济技术开发区 | air-emergency | 2023-11-13 - -
etown-2023-30 | 京技管发〔2023〕30号 | in_force | 北京经济技术开发区 | green-building | 2023-11-22 2023-11-23 2025-12-31
etown-2023-31 | 京技管发〔2023〕31号 | in_force | 北京经济技术开发区 | green-fund | 2023-11-24 - -
etown-2023-32 | 京技管发〔2023〕32号 | out_of_scope | 北京经济技术开发区 | other | 2023-11-29 - 2025-12-31
tongzhou-climate-finance | - | draft | 北京市通州区 | climate-finance | - - -
bj-2023-82 | 京环函〔2023〕82号 | in_force | 北京市 | low-carbon-pilot | 2023-07-10 - -
bj-climate-2024 | - | in_force | 北京市 | low-carbon-pilot | - - -
cn-2026-22 | 国发〔2026〕22号 | in_force | 全国 | carbon-peak | 2026-07-05 - -
"""

# Tasks by kind; then targets, milestones, duties, application windows, kinds of pilot.
SIZES = """
bj-2023-1309 | standing 23, process 1, instrument 1 | 4 2 10 0 0
bj-2023-1336 | | 0 0 0 0 0
etown-2023-28 | | 0 0 0 0 0
etown-2023-29 | triggered 89, standing 49, process 1 | 0 0 0 0 0
etown-2023-30 | standing 33, process 15 | 6 0 0 0 0
etown-2023-31 | instrument 27, standing 4, process 1 | 0 0 11 0 0
etown-2023-32 | | 0 0 0 0 0
tongzhou-climate-finance | standing 26 | 4 0 2 0 0
bj-2023-82 | process 25, standing 7 | 0 0 0 4 3
bj-climate-2024 | standing 11, process 9 | 0 0 2 1 2
cn-2026-22 | | 24 1 0 0 0
"""

# Clause, indicator, comparator, figure with its unit, the words of the date, the word that softens it.
TARGETS = {
    "bj-2023-1309": """
一/(三) new-energy-area ge 1.45 亿平方米 | 到2025年 | 力争
一/(三) new-energy-share ge 10 % | 到2025年 | 力争
一/(三) new-energy-share ge 15 % | 到2030年 | 力争
一/(三) new-energy-capacity-share ge 60 % | - | 原则上
""",
    "etown-2023-30": """
四/(一) star-rebuild ge 1 星级 | - | -
四/(一) star-industrial ge 2 星级 | - | -
四/(一) star-civil ge 2 星级 | - | -
四/(一) star-public ge 3 星级 | - | 原则上
四/(一) renovated-area ge 90 万平方米 | 到2025年 | 力争
四/(二) ultra-low-area ge 28 万平方米 | 到2025年 | 力争
""",
    "tongzhou-climate-finance": """
四/(二)/8 new-civil-two-star ge 100 % | - | -
四/(二)/8 new-public-three-star ge 100 % | - | -
四/(二)/8 renovated-public-two-star ge 100 % | - | 力争
四/(二)/8 renovated-housing-one-star ge 100 % | - | 力争
""",
    "cn-2026-22": """
一 co2-intensity ge 17 % | 到2030年 | -
一 non-fossil-share ge 25 % | 到2030年 | -
二/(一) wind-solar ge 28 亿千瓦 | 到2030年 | -
二/(一) hydro about 4.1 亿千瓦 | 到2030年 | -
二/(一) nuclear about 1.1 亿千瓦 | 到2030年 | -
二/(二) west-east ge 8000 万千瓦 | - | -
二/(二) pumped about 1.6 亿千瓦 | 到2030年 | -
二/(二) new-storage ge 3 亿千瓦 | 到2030年 | 力争
二/(二) vpp ge 5000 万千瓦 | 到2030年 | -
二/(二) demand-response ge 5 % | 到2030年 | -
三/(六) industry-co2 ge 17 % | “十五五”期间 | -
三/(六) industry-energy ge 10 % | “十五五”期间 | -
三/(六) energy-intensity about 10 % | “十五五”期间 | -
三/(六) retrofit-saving ge 1.5 亿吨标准煤 | “十五五”期间 | -
三/(七) zero-parks about 100 个 | “十五五”期间 | -
三/(七) zero-plants about 500 个 | “十五五”期间 | -
四/(十) building-direct ge 3 % | “十五五”期间 | -
四/(十一) ev-share ge 30 % | 到2030年 | 力争
四/(十一) ev-operating ge 25 % | 到2030年 | -
四/(十二) public-energy ge 5 % | “十五五”期间 | -
四/(十二) public-co2 ge 8.5 % | “十五五”期间 | -
四/(十三) forest-volume ge 224 亿立方米 | 到2030年 | -
五/(十九) market-unit about 3 % | “十五五”期间 | -
五/(十九) quota-clearing - - - | “十五五”期间 | -
""",
}


# 京发改〔2023〕1309号 七/(一), in its order.
DEPARTMENTS = (
    "市发展改革委 市规划自然资源委 市城市管理委 市住房城乡建设委 市水务局 "
    "市科委中关村管委会 市经济和信息化局 市生态环境局 市农业农村局 市统计局"
)
# 京技管发〔2023〕31号: who is responsible for a category of support, and what 第三章 asks for.
BUREAUS = {"第一章/一": "城市运行局", "第一章/二": "经济发展局", "第一章/三": "开发建设局"}
MANAGEMENT = ["第三章/一", "第三章/二/(一)", "第三章/二/(二)", "第三章/二/(三)", "第三章/三/(一)"]


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


def cells(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in lines(table)]


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan, problems = load_plan(ROOT / "tasks")
    assert [str(problem) for problem in problems] == []
    return plan


@pytest.fixture(scope="module")
def files(plan: Plan) -> dict[str, PlanFile]:
    return {file.document.id: file for file in plan.files}


def owners(file: PlanFile) -> Iterator[Goals | Task]:
    yield from file.goals
    yield from file.tasks


def targets(file: PlanFile) -> list[tuple[str, Target]]:
    return [(owner.clause, target) for owner in owners(file) for target in owner.targets]


def task(file: PlanFile, name: str) -> Task:
    return next(one for one in file.tasks if one.id == name)


def test_there_is_one_more_document_and_it_is_the_home_plan(plan: Plan, files: dict[str, PlanFile]) -> None:
    assert set(files) == {*TEXTS, "haidian-2024-8"}
    assert (plan.home, plan.files[0].document.id) == ("北京市海淀区", "haidian-2024-8")


@pytest.mark.parametrize("row", cells(HEADS), ids=lambda row: row[0])
def test_the_head_of_a_document(row: list[str], files: dict[str, PlanFile]) -> None:
    document = files[row[0]].document
    days = [str(day or "-") for day in (document.issued_on, document.effective_on, document.expires_on)]

    assert [document.document_number or "-", document.status, document.jurisdiction, document.track] == row[
        1:5
    ]
    assert " ".join(days) == row[5]
    assert bool(document.status_reason) == (document.status != "in_force")


@pytest.mark.parametrize("row", cells(SIZES), ids=lambda row: row[0])
def test_how_much_there_is_in_it(row: list[str], files: dict[str, PlanFile]) -> None:
    file = files[row[0]]
    kinds = Counter(one.kind.value for one in file.tasks)
    sizes = [
        sum(len(owner.targets) for owner in owners(file)),
        sum(len(owner.milestones) for owner in owners(file)),
        *(sum(len(getattr(one, part)) for one in file.tasks) for part in ("duties", "windows")),
        len(file.pilots),
    ]

    assert ", ".join(f"{kind} {number}" for kind, number in kinds.most_common()) == row[1]
    assert " ".join(map(str, sizes)) == row[2]


@pytest.mark.parametrize("name", TARGETS)
def test_every_target(name: str, files: dict[str, PlanFile]) -> None:
    found = [
        f"{clause} {one.indicator} {one.comparator or '-'} {'-' if one.value is None else one.value} "
        f"{one.unit_of_measure or '-'} | {one.due.wording if one.due else '-'} | {one.modality or '-'}"
        for clause, one in targets(files[name])
    ]
    assert found == lines(TARGETS[name])


def test_only_these_documents_have_targets(files: dict[str, PlanFile]) -> None:
    assert {name for name, file in files.items() if targets(file)} == {*TARGETS, "haidian-2024-8"}


@pytest.mark.parametrize("name", OUT_OF_SCOPE)
def test_out_of_scope_says_why_and_asks_for_nothing(name: str, files: dict[str, PlanFile]) -> None:
    file = files[name]

    assert (file.tasks, file.goals, file.indicators, file.pilots) == ((), (), (), ())
    assert file.document.status_reason
    assert all(entry.why for entry in file.reviewed)


class TestHeating:
    """京发改〔2023〕1309号."""

    def test_one_task_a_clause(self, files: dict[str, PlanFile]) -> None:
        found = [one.clause for one in files["bj-2023-1309"].tasks]
        assert len(found) == len(set(found)) == 25

    def test_ten_departments_are_named_with_their_duties(self, files: dict[str, PlanFile]) -> None:
        shared = task(files["bj-2023-1309"], "7.1")
        assert shared.clause == "七/(一)"
        assert [duty.units for duty in shared.duties] == [(name,) for name in DEPARTMENTS.split()]

    def test_a_name_with_a_comma_of_its_own_is_one_issuer(self, files: dict[str, PlanFile]) -> None:
        issuers = files["bj-2023-1309"].document.issuers
        assert len(issuers) == 10
        assert "北京市科学技术委员会、中关村科技园区管理委员会" in issuers

    def test_what_the_subsidy_pays_is_a_condition(self, files: dict[str, PlanFile]) -> None:
        fund = task(files["bj-2023-1309"], "6.3")
        assert (fund.kind, fund.targets) == ("instrument", ())
        assert any("30%" in condition.quote for condition in fund.conditions)


class TestBuildings:
    """京技管发〔2023〕30号 and the fund of 京技管发〔2023〕31号 that may pay for it."""

    def test_stars_are_grades(self, files: dict[str, PlanFile]) -> None:
        file = files["etown-2023-30"]
        graded = {one.id for one in file.indicators if one.ordinal}
        assert {one.indicator for _, one in targets(file) if one.unit_of_measure == "星级"} == graded
        assert len(graded) == 4

    def test_its_members_are_not_those_of_the_alert_plan(
        self, plan: Plan, files: dict[str, PlanFile]
    ) -> None:
        register = UnitNames(plan.units)
        found = [
            register.find(files[name].document, "各成员单位") for name in ("etown-2023-29", "etown-2023-30")
        ]
        sizes = [len(unit.members) for unit in found if unit]
        assert sizes == [17, 19]
        assert register.find(files["etown-2023-31"].document, "各成员单位") is None

    def test_twenty_seven_lines_by_the_bureau_of_their_category(self, files: dict[str, PlanFile]) -> None:
        lines_of_the_fund = [one for one in files["etown-2023-31"].tasks if one.kind == "instrument"]
        assert [one.id for one in lines_of_the_fund] == [f"1.{number}" for number in range(1, 28)]
        for one in lines_of_the_fund:
            [assignment] = one.assignments
            assert assignment.units == (BUREAUS[one.clause.rpartition("/")[0]],)
            assert assignment.inherited_from == "第三章/二/(二)"
            assert one.conditions

    def test_five_duties_of_management(self, files: dict[str, PlanFile]) -> None:
        rest = [one.clause for one in files["etown-2023-31"].tasks if one.kind != "instrument"]
        assert rest == MANAGEMENT

    def test_what_may_pay_for_a_task_is_a_line_of_the_fund(self, files: dict[str, PlanFile]) -> None:
        paid = {name for one in files["etown-2023-30"].tasks for name in one.funded_by}
        assert paid == {f"etown-2023-31/1.{line}" for line in (3, 17, 18, 23, 24, 25)}


class TestAlerts:
    """京技管发〔2023〕29号."""

    @pytest.mark.parametrize(
        ("section", "level", "measures"),
        [("三/(一)", "yellow", 11), ("三/(二)", "orange", 16), ("三/(三)", "red", 18)],
    )
    def test_measures_of_a_level(
        self, section: str, level: str, measures: int, files: dict[str, PlanFile]
    ) -> None:
        found = [one for one in files["etown-2023-29"].tasks if one.clause.startswith(f"{section}/")]
        assert {one.alert_levels for one in found} == {(level,)}
        assert len(found) == measures

    def test_nothing_has_a_date(self, files: dict[str, PlanFile]) -> None:
        file = files["etown-2023-29"]
        assert [one.id for one in file.tasks if one.milestones or one.targets or one.windows] == []
        assert {one.kind.value for one in file.tasks if one.alert_levels} == {"triggered"}


class TestTongzhou:
    def test_tasks_are_numbered_through(self, files: dict[str, PlanFile]) -> None:
        numbers = [one.clause.rpartition("/")[2] for one in files["tongzhou-climate-finance"].tasks]
        assert numbers == [str(number) for number in range(1, 27)]

    def test_twenty_seven_blocks_with_a_stated_lead(self, files: dict[str, PlanFile]) -> None:
        assignments = [part for one in files["tongzhou-climate-finance"].tasks for part in one.assignments]
        leads = [part for part in assignments if part.role is Role.LEAD]
        assert (len(leads), len(assignments)) == (27, 52)
        assert {part.lead for part in leads} == {LeadBasis.STATED}


class TestPilots:
    """京环函〔2023〕82号 and the scheme of 2024."""

    def test_windows(self, files: dict[str, PlanFile]) -> None:
        found = [
            (name, str(window.closes.on))
            for name in ("bj-2023-82", "bj-climate-2024")
            for one in files[name].tasks
            for window in one.windows
        ]
        assert found == [("bj-2023-82", "2023-08-31")] * 4 + [("bj-climate-2024", "2024-07-15")]

    def test_each_plan_printed_inside_has_clauses_of_its_own(self, files: dict[str, PlanFile]) -> None:
        file = files["bj-2023-82"]
        first = {one.clause.partition("/")[0] for one in file.tasks}
        assert set(file.document.parts) <= first
        assert len(file.document.parts) == 3

    def test_a_pilot_of_2024_lasts_a_year(self, files: dict[str, PlanFile]) -> None:
        kinds = [*files["bj-2023-82"].pilots, *files["bj-climate-2024"].pilots]
        assert [kind.months for kind in kinds] == [None, None, None, 12, 12]
        whole = "application review building assessment awarded cancelled"
        assert all(" ".join(kind.stages) == whole for kind in files["bj-climate-2024"].pilots)


class TestNation:
    """国发〔2026〕22号: a reference to compare with."""

    def test_figures_are_compared_with_2025(self, files: dict[str, PlanFile]) -> None:
        found = targets(files["cn-2026-22"])
        assert {one.id for _, one in found if one.baseline} == {"co2-intensity"}
        assert {one.baseline.year for _, one in found if one.baseline} == {2025}
        periods = [one.due for _, one in found if one.due and one.due.precision == "period"]
        assert {str(due.starts_on) for due in periods} == {"2026-01-01"}

    def test_what_falls_is_a_reduction(self, files: dict[str, PlanFile]) -> None:
        for _, one in targets(files["cn-2026-22"]):
            assert one.reduction == ("降低" in one.quote), one.id


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(ROOT / "tasks", tmp_path_factory.mktemp("data"), now=lambda: datetime(2026, 11, 20, 4))


def asked(space: Workspace, day: str, *names: str) -> Snapshot:
    """These documents on a day."""
    return space.status(date.fromisoformat(day)).within(frozenset(names))


class TestOnADay:
    """What the product makes of them with an empty ledger."""

    @pytest.mark.parametrize(
        ("day", "tasks", "targets", "carried"),
        [
            ("2023-11-22", 0, 0, 0),
            ("2023-11-23", 33, 6, 0),
            ("2025-12-31", 33, 6, 0),
            ("2026-01-01", 0, 2, 2),
            ("2030-01-01", 0, 2, 2),
        ],
    )
    def test_the_building_document_ends_with_2025(
        self, day: str, tasks: int, targets: int, carried: int, space: Workspace
    ) -> None:
        """Its tasks with a light; then its targets, of which the two dated ones stay as 到期结转."""
        part = asked(space, day, "etown-2023-30")
        counted = queries.counted_targets(part)

        assert queries.counted_tasks(part).height == tasks
        assert (counted.height, counted["carried"].sum()) == (targets, carried)

    @pytest.mark.parametrize("day", ["2024-01-01", "2026-11-20"])
    def test_the_draft_and_what_is_out_of_scope_never_count(self, day: str, space: Workspace) -> None:
        part = asked(space, day, "tongzhou-climate-finance", *OUT_OF_SCOPE)

        assert queries.tasks(part).height == 26
        assert (queries.counted_tasks(part).height, queries.counted_targets(part).height) == (0, 0)
        assert queries.units(part)["led"].sum() == 0

    def test_alert_duties_and_funds_have_no_light(self, space: Workspace) -> None:
        rows = queries.tasks(asked(space, "2026-11-20", "etown-2023-29", "etown-2023-31"))
        dark = [kind for kind, light in rows.select("kind", "light").iter_rows() if light is None]
        assert Counter(dark) == {"triggered": 89, "instrument": 27, "process": 2}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each document, without white space and in half width; the gazette is cut at the document numbers."""
    gazette = (SHARED / GAZETTE).read_text("utf-8").splitlines()
    numbers = {row[0]: row[1] for row in cells(HEADS) if TEXTS[row[0]] == GAZETTE}
    starts = [next(at for at, line in enumerate(gazette) if fold(line) == one) for one in numbers.values()]
    found = {
        name: fold((SHARED / text).read_text("utf-8")) for name, text in TEXTS.items() if text != GAZETTE
    }
    for name, start, end in zip(numbers, starts, [*starts[1:], len(gazette)], strict=True):
        found[name] = fold("".join(gazette[start:end]))
    return found


def fold(words: str) -> str:
    narrow = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    return re.sub(r"\s", "", words).translate(narrow)


def quotes(file: PlanFile) -> Iterator[tuple[str, str]]:
    for owner in owners(file):
        goals: tuple[Milestone | Target, ...] = (*owner.milestones, *owner.targets)
        yield from ((owner.clause, goal.quote) for goal in goals)
    for one in file.tasks:
        cases: tuple[ApplicationWindow | Condition, ...] = (*one.windows, *one.conditions)
        yield from ((one.clause, case.quote) for case in cases)
    yield from ((kind.id, kind.quote) for kind in file.pilots)
    yield from ((entry.clause, entry.quote) for entry in file.reviewed if entry.quote)


def our_words(file: PlanFile) -> Iterator[str]:
    for owner in owners(file):
        yield from (milestone.what for milestone in owner.milestones)
    for one in file.tasks:
        parts: tuple[Any, ...] = (*one.duties, *one.windows, *one.conditions)
        yield from (one.summary, *(part.what for part in parts))


@needs_texts
class TestAgainstTheTexts:
    @pytest.mark.parametrize("name", TEXTS)
    def test_the_head_stands_in_the_text(
        self, name: str, files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        document = files[name].document
        # One paragraph of the gazette is printed in traditional characters.
        text = texts[name].replace("國發", "国发").replace("號", "号")
        words = [document.document_number or "", document.validity or "", *document.based_on, *document.parts]
        title = document.title.removesuffix("（征求意见稿）").removeprefix("通州区")

        assert [word for word in words if fold(word) not in text] == []
        assert fold(title) in text or name == "tongzhou-climate-finance"

    @pytest.mark.parametrize("name", FOLLOWED)
    def test_every_quote_stands_in_the_text(
        self, name: str, files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        found = list(quotes(files[name]))
        assert len(found) >= 7
        assert [(clause, quote) for clause, quote in found if fold(quote) not in texts[name]] == []

    @pytest.mark.parametrize("name", FOLLOWED)
    def test_every_list_of_units_stands_in_the_text(
        self, name: str, files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        written = {part.as_written for one in files[name].tasks for part in one.assignments}
        assert {words for words in written if fold(words) not in texts[name]} <= {"（文中未写明责任单位）"}

    @pytest.mark.parametrize(
        ("name", "mark", "roles"),
        [("bj-2023-1309", "责任单位", {"responsible"}), ("etown-2023-29", "牵头单位", {"lead"})],
    )
    def test_every_bracket_of_units_in_the_order_of_the_text(
        self, name: str, mark: str, roles: set[str], files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        printed = re.findall(rf"\({mark}:([^)]*)\)", texts[name])
        assert printed == [
            fold(part.as_written)
            for one in files[name].tasks
            for part in one.assignments
            if part.role in roles and (mark == "责任单位" or one.clause.startswith("三/"))
        ]

    @pytest.mark.parametrize(("mark", "role"), [("牵头单位", "lead"), ("配合单位", "support")])
    def test_every_block_of_units_of_tongzhou(
        self, mark: str, role: str, files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        blocks = texts["tongzhou-climate-finance"].split(f"{mark}:")[1:]
        listed = [
            fold(part.as_written)
            for one in files["tongzhou-climate-finance"].tasks
            for part in one.assignments
            if part.role == role
        ]
        assert len(blocks) == len(listed)
        for block, units in zip(blocks, listed, strict=True):
            assert block.startswith(units)
            assert not block.removeprefix(units).startswith("、")

    @pytest.mark.parametrize("name", [name for name in FOLLOWED if name != "etown-2023-29"])
    def test_titles_are_printed(self, name: str, files: dict[str, PlanFile], texts: dict[str, str]) -> None:
        """The clauses of the alert plan have none; theirs are our own."""
        assert [one.title for one in owners(files[name]) if fold(one.title) not in texts[name]] == []

    @pytest.mark.parametrize("name", TARGETS)
    def test_about_where_the_text_says_so(self, name: str, files: dict[str, PlanFile]) -> None:
        for clause, one in targets(files[name]):
            after = fold(one.quote).partition(str(one.value))[2]
            unit = fold(one.unit_of_measure or "")
            is_about = after.removeprefix(unit).startswith("左右") or after.startswith("个左右")
            assert (one.comparator == "about") == is_about, f"{clause} {one.id}"

    @pytest.mark.parametrize("name", FOLLOWED)
    def test_our_words_are_our_own(
        self, name: str, files: dict[str, PlanFile], texts: dict[str, str]
    ) -> None:
        """No run of twenty characters is taken over."""
        runs = [
            words[at : at + 20]
            for words in map(fold, our_words(files[name]))
            for at in range(len(words) - 19)
        ]
        assert [run for run in runs if run in texts[name]] == []

    def test_no_names_telephones_or_addresses_of_persons(self, texts: dict[str, str]) -> None:
        """The persons are read from the texts, so that their names stand nowhere in this project."""
        persons = {
            name
            for text in texts.values()
            for listed in re.findall(r"联系人:([^;,。)]+)", text)
            for name in listed.split("、")
        }
        assert len(persons) >= 2
        for path in [ROOT / "tasks" / "units.yaml", *sorted((ROOT / "tasks" / "plans").glob("*.yaml"))]:
            written = path.read_text("utf-8")
            assert [name for name in persons if name in fold(written)] == [], path.name
            assert re.findall(r"(?<![\d-])\d{7,}|[\w.]+@[\w.]+", written) == [], path.name
