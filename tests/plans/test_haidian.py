"""海政发〔2024〕8号 as data, against a table written from the official text by hand, and against the text itself.

The text is not part of the repository: the comparisons with it run where it lies beside the project.
"""

import re
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from tracker import queries
from tracker.cli.plan import plan_json
from tracker.intake import Actor, Draft, Role, accept
from tracker.model import LeadBasis, Plan, PlanFile
from tracker.plan import load_plan
from tracker.queries.scope import HOME
from tracker.snapshot import Workspace

ROOT = Path(__file__).parents[2]
TEXT_FILE = ROOT.parent / "shared" / "seeds" / "002_0e6b7bb626c9b9db.txt"
needs_text = pytest.mark.skipif(
    not TEXT_FILE.is_file(),
    reason=f"the official text is not beside the project: {TEXT_FILE.name} in ../shared/seeds",
)

# Clause as printed, its title, and what stands between 主要责任单位: and the closing bracket.
CLAUSES = """
三/(一) 加快部署基础前沿技术研究 | 中关村科学城管委会
三/(二) 加快适用先进技术研发应用 | 中关村科学城管委会、区住房城乡建设委、区城市管理委、市交通委海淀运输管理分局、区农业农村局、区园林绿化局
三/(三) 完善绿色低碳技术创新生态 | 中关村科学城管委会、区地方金融管理局
三/(四) 增强绿色低碳技术引领和辐射带动作用 | 中关村科学城管委会、区发展改革委
四/(一) 推动产业结构深度绿色发展 | 区发展改革委、中关村科学城管委会、相关街镇
四/(二) 构建循环型低碳产业体系 | 区发展改革委、中关村科学城管委会、区城市管理委、区生态环境局、区住房城乡建设委、区商务局、区农业农村局、区园林绿化局,相关街镇
四/(三) 推动数字化绿色化融合发展 | 中关村科学城管委会
四/(四) 不断提升重点行业节能降碳效能 | 区发展改革委、区生态环境局、相关街镇
五/(一) 推动化石能源清洁高效利用 | 区发展改革委、区城市管理委、市交通委海淀运输管理分局,相关街镇
五/(二) 推进光伏发电有序开发利用 | 区发展改革委、区农业农村局、相关街镇
五/(三) 推动低碳智慧供热体系建设 | 区城市管理委、区发展改革委、相关街镇
五/(四) 深入推动能源体系智慧发展 | 区城市管理委、区发展改革委、相关街镇
六/(一) 推动制造业绿色低碳化发展 | 中关村科学城管委会
六/(二) 加快建筑领域绿色低碳转型 | 区住房城乡建设委、区发展改革委、相关街镇
六/(三) 提高交通运输智慧低碳水平 | 区城市管理委、区住房城乡建设委、市交通委海淀运输管理分局
六/(四) 提高生态系统固碳增汇能力 | 区园林绿化局、区生态环境局、区农业农村局,相关街镇
七/(一) 强化公共机构低碳引领作用 | 区机关事务管理服务中心、区发展改革委、区教委、区财政局,相关街镇
七/(二) 提升算力中心绿色低碳水平 | 中关村科学城管委会、区发展改革委、相关街镇
七/(三) 推动重点单位绿色低碳发展 | 区生态环境局、区发展改革委、区国资委,相关街镇
七/(四) 构建绿色低碳全民行动格局 | 区发展改革委、区生态环境局、区商务局、区教委、区住房城乡建设委、区城市管理委、区委社工部、区妇联,各街镇
八/(一) 提升碳排放统计核算能力 | 区发展改革委、区生态环境局、中关村科学城管委会、区统计局
八/(二) 提高跨区域协同治理水平 | 区发展改革委、区生态环境局、中关村科学城管委会
八/(三) 强化节能减污降碳协同治理 | 区生态环境局、区发展改革委、相关街镇
八/(四) 发挥气候投融资助力作用 | 区地方金融管理局
九/(一) 加快推进区域海绵城市建设 | 区水务局、相关街镇
九/(二) 持续推进国家森林城市建设 | 区园林绿化局、相关街镇
九/(三) 开展绿色低碳试点示范建设 | 区生态环境局、区发展改革委、中关村科学城管委会、区机关事务管理服务中心、区教委、区委社工部、区政府办,各街镇
十/(一) 强化统筹协调 | 区发展改革委、区生态环境局、区委组织部
十/(二) 加强规划政策衔接 | 市规划自然资源委海淀分局、区发展改革委、区生态环境局、中关村科学城管委会
十/(三) 严格目标责任管理考核 | 各相关单位
十/(四) 加大资金支持力度 | 区发展改革委、中关村科学城管委会、区生态环境局、区住房城乡建设委、区财政局
"""  # noqa: E501

BODIES = [
    "中关村科学城管委会", "区住房城乡建设委", "区城市管理委", "市交通委海淀运输管理分局", "区农业农村局",
    "区园林绿化局", "区地方金融管理局", "区发展改革委", "区生态环境局", "区商务局", "区机关事务管理服务中心",
    "区教委", "区财政局", "区国资委", "区委社工部", "区妇联", "区统计局", "区水务局", "区政府办", "区委组织部",
    "市规划自然资源委海淀分局",
]  # fmt: skip
COLLECTIVES = ["相关街镇", "各街镇", "各相关单位"]

# Clause, comparator, figure, unit, last day, the words of the date, a few words that tell which goal it is.
TARGETS = [
    ("二", None, None, None, "2025-12-31", "到2025年", "单位地区生产总值能耗"),
    ("二", None, None, None, "2025-12-31", "到2025年", "单位地区生产总值二氧化碳排放"),
    ("二", None, None, None, "2030-12-31", "“十五五”期间", "单位地区生产总值能耗"),
    ("二", None, None, None, "2030-12-31", "“十五五”期间", "单位地区生产总值二氧化碳排放"),
    ("四/(三)", "growth", "6", "%", "2025-12-31", "“十四五”时期", "区域数字经济增加值"),
    ("四/(三)", "multiple", "2", "倍", "2030-12-31", "到2030年", "区域数字经济增加值"),
    ("五/(三)", "ge", "60", "%", None, None, "新建耦合供热系统新能源和可再生能源装机占比"),
    ("五/(三)", "ge", "10", "%", "2025-12-31", "到2025年", "新能源和可再生能源耦合供热面积占比"),
    ("五/(三)", "about", "12.5", "%", "2030-12-31", "到2030年", "新能源和可再生能源耦合供热面积占比"),
    ("六/(二)", "ge", "100", "%", "2025-12-31", "到2025年", "新建民用建筑中绿色建筑的比例"),
    ("七/(一)", "ge", "8", "%", "2025-12-31", "到2025年", "公共机构单位建筑面积综合能耗下降幅度"),
    ("七/(一)", "ge", "9", "%", "2025-12-31", "到2025年", "公共机构单位建筑面积碳排放下降幅度"),
    ("七/(二)", "growth", "10", "%", None, None, "新建算力中心项目年可再生能源利用量占年能源消费量的比例"),
    ("九/(一)", "ge", "75", "%", None, None, "就地消纳和利用的降雨比例"),
    ("九/(一)", "ge", "40", "%", "2025-12-31", "到2025年", "建成区达到海绵城市要求的面积比例"),
    ("九/(一)", "ge", "80", "%", "2030-12-31", "到2030年", "建成区达到海绵城市要求的面积比例"),
    ("九/(二)", "ge", "35.50", "%", "2025-12-31", "到2025年", "全区森林覆盖率"),
    ("九/(二)", "ge", "51.54", "%", "2025-12-31", "到2025年", "城市绿化覆盖率"),
]
# Clause, last day, the words of the date, a few words of the text that tell which goal it is.
MILESTONES = [
    ("二", "2025-12-31", "“十四五”期间", "绿色技术创新体系逐步健全"),
    ("二", "2025-12-31", "到2025年", "各项数据继续保持在碳达峰平台期"),
    ("二", "2030-12-31", "“十五五”期间", "绿色技术创新体系基本健全"),
    ("二", "2029-12-31", "2030年前", "如期实现2030年前碳达峰目标"),
    ("二", "2060-12-31", "到2060年", "绿色低碳循环经济体系更加完善"),
    ("三/(一)", "2025-12-31", "到2025年", "布局推进一批重点项目"),
    ("三/(一)", "2030-12-31", "到2030年", "原创技术成果"),
    ("三/(二)", "2025-12-31", "到2025年", "打造一批典型应用场景"),
    ("三/(二)", "2030-12-31", "到2030年", "由“技术引进”到“反向输出”"),
    ("三/(三)", "2025-12-31", "到2025年", "建成一批重点实验室"),
    ("三/(三)", "2030-12-31", "到2030年", "绿色技术产业聚集区"),
    ("四/(四)", "2030-12-31", "到2030年", "能源利用效率达到国内外先进水平"),
    ("六/(三)", "2030-12-31", "2030年底前", "公共领域用车基本完成新能源车替代"),
    ("九/(二)", "2030-12-31", "2030年底前", "继续稳步提升"),
]


@pytest.fixture(scope="module")
def plan() -> Plan:
    plan, problems = load_plan(ROOT / "tasks")
    assert problems == []
    return plan


@pytest.fixture(scope="module")
def file(plan: Plan) -> PlanFile:
    [found] = [file for file in plan.files if file.document.id == "haidian-2024-8"]
    return found


@pytest.fixture(scope="module")
def text() -> dict[str, tuple[str, str]]:
    """Clause -> title and paragraphs, read from the text without the plan's help; chapter 二 has no titles."""
    lines = [line.strip() for line in TEXT_FILE.read_text(encoding="utf-8").splitlines() if line.strip()]
    found: dict[str, tuple[str, str]] = {}
    chapter, clause, title = "", "", ""
    for line in lines:
        if heading := re.fullmatch(r"([一二三四五六七八九十])、(\S+)", line):
            chapter, clause = heading[1], ""
        elif (inner := re.fullmatch(r"(\([一二三四五六七八九十]\))(\S+)", line)) and chapter:
            clause, title = f"{chapter}/{inner[1]}", inner[2]
        elif clause:
            before = found.get(clause, (title, ""))[1]
            found[clause] = (title, before + line)
        elif chapter == "二":
            found["二"] = ("发展目标", found.get("二", ("", ""))[1] + line)
    return found


def clauses() -> list[tuple[str, str, str]]:
    rows = [re.fullmatch(r"(\S+) (\S+) \| (\S+)", line) for line in CLAUSES.strip().splitlines()]
    assert len(rows) == 31
    return [(row[1], row[2], row[3]) for row in rows if row]


def split(bracket: str) -> list[str]:
    """The bodies of a bracket; no name in this document has a 、 or a comma of its own."""
    return re.split("[、,]", bracket)


class TestAgainstTheTable:
    def test_the_document(self, file: PlanFile) -> None:
        document = file.document
        assert (document.title, document.document_number) == (
            "北京市海淀区碳达峰实施方案",
            "海政发〔2024〕8号",
        )
        assert (str(document.issued_on), document.expires_on, document.status) == (
            "2024-05-28",
            None,
            "in_force",
        )
        assert document.issuers == ("北京市海淀区人民政府",)
        assert document.based_on == ("国发〔2021〕23号", "京政发〔2022〕31号")

    def test_every_clause_in_order(self, file: PlanFile) -> None:
        found = [
            (task.clause, task.title, assignment.as_written)
            for task in file.tasks
            for assignment in task.assignments
        ]
        assert found == clauses()
        assert {assignment.role for task in file.tasks for assignment in task.assignments} == {"responsible"}

    def test_every_unit_in_the_order_of_its_bracket(self, file: PlanFile) -> None:
        found = {task.clause: list(task.assignments[0].units) for task in file.tasks}
        assert found == {clause: split(bracket) for clause, _, bracket in clauses()}

    def test_ids_follow_the_clauses(self, file: PlanFile) -> None:
        number = {char: str(at) for at, char in enumerate("一二三四五六七八九十", 1)}
        assert [task.id for task in file.tasks] == [
            f"{number[clause[0]]}.{number[clause[3]]}" for clause, _, _ in clauses()
        ]

    def test_the_leads_are_provisional_and_a_collective_leads_nothing(
        self, plan: Plan, file: PlanFile
    ) -> None:
        leads = {
            task["clause"]: task["assignments"][0]["provisional_lead"]
            for task in plan_json(plan)["tasks"]
            if task["document"] == "haidian-2024-8"
        }
        assert leads == {
            clause: None if bracket in COLLECTIVES else split(bracket)[0] for clause, _, bracket in clauses()
        }
        stated = [task.id for task in file.tasks if task.assignments[0].lead is LeadBasis.STATED]
        assert stated == []

    def test_the_units_and_collectives(self, plan: Plan) -> None:
        units = [unit for unit in plan.units if unit.jurisdiction == "北京市海淀区"]
        assert sorted(unit.name for unit in units if not unit.collective) == sorted(BODIES)
        assert sorted(unit.name for unit in units if unit.collective) == sorted(COLLECTIVES)
        assert len(units) == 24
        assert {name for _, _, bracket in clauses() for name in split(bracket)} == set(BODIES + COLLECTIVES)

    def test_every_target(self, file: PlanFile) -> None:
        names = {indicator.id: indicator.name for indicator in file.indicators}
        found = [
            (
                holder.clause,
                target.comparator,
                None if target.value is None else str(target.value),
                target.unit_of_measure,
                target.due and str(target.due.on),
                target.due and target.due.wording,
                names[target.indicator],
            )
            for holder in (*file.goals, *file.tasks)
            for target in holder.targets
        ]
        assert found == TARGETS

    def test_what_is_special_about_some_targets(self, file: PlanFile) -> None:
        targets = {f"{task.id}/{target.id}": target for task in file.tasks for target in task.targets}
        assert {name for name, target in targets.items() if target.reduction} == {
            "7.1/t2025-energy",
            "7.1/t2025-carbon",
        }
        assert {name for name, target in targets.items() if target.undefined} == {"7.2/t-increment"}
        growth = targets["4.3/t2025-growth"].due
        assert growth
        assert (str(growth.starts_on), str(growth.on)) == ("2021-01-01", "2025-12-31")
        goals = [target for goals in file.goals for target in goals.targets]
        assert {(target.set_by, target.modality) for target in goals} == {("市级下达", "确保")}

    def test_every_milestone(self, file: PlanFile) -> None:
        found = [
            (holder.clause, str(milestone.due.on), milestone.due.wording, milestone.quote)
            for holder in (*file.goals, *file.tasks)
            for milestone in holder.milestones
        ]
        assert [row[:3] for row in found] == [row[:3] for row in MILESTONES]
        assert [told[3] for row, told in zip(found, MILESTONES, strict=True) if told[3] not in row[3]] == []

    def test_only_dated_clauses_have_dates(self, file: PlanFile) -> None:
        dated = {row[0] for row in (*TARGETS, *MILESTONES) if row[-2] is not None} - {"二"}
        assert {task.clause for task in file.tasks if task.kind == "dated"} == dated
        assert {task.kind for task in file.tasks} == {"dated", "standing"}


class TestNothingIsInvented:
    def test_no_base_value_no_path_no_tolerance(self, file: PlanFile) -> None:
        targets = [target for holder in (*file.goals, *file.tasks) for target in holder.targets]
        assert len(targets) == 18
        assert [target.id for target in targets if target.pathway or target.tolerance is not None] == []
        baselines = [
            (target.id, target.baseline.year, target.baseline.value) for target in targets if target.baseline
        ]
        assert baselines == [("t2030-double", 2020, None)]

    def test_an_empty_ledger_knows_nothing_and_says_so(self, tmp_path: Path) -> None:
        """On 20 November 2026, a year after every goal of 2025: no light but grey, nothing met, nothing just 逾期."""
        space = Workspace(ROOT / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
        state = HOME.of(space.status())
        assert queries.light_counts(state) == {"red": 0, "yellow": 0, "grey": 31, "blue": 0, "green": 0}
        past = queries.targets(state).filter(pl.col("due") < date(2026, 11, 20))
        assert dict(past.group_by("state").len().iter_rows()) == {"no_reading": 8, "awaiting_value": 2}
        items = queries.items(state)
        assert dict(items.group_by("state").len().iter_rows()) == {"awaiting_first_report": 5, "on_track": 9}
        said = [*queries.tasks(state)["sentence"], *items["sentence"], *queries.targets(state)["sentence"]]
        assert [sentence for sentence in said if "逾期" in sentence or "已达标" in sentence] == []
        assert all("不清楚" in sentence or "不能判断" in sentence for sentence in past["sentence"])

    @pytest.mark.parametrize(
        "day",
        ["2024-05-28", "2024-12-31", "2025-12-31", "2026-01-01", "2030-12-31", "2031-06-30", "2061-01-01"],
    )
    def test_an_empty_ledger_is_never_green_nor_red(self, tmp_path: Path, day: str) -> None:
        space = Workspace(ROOT / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
        state = HOME.of(space.status(date.fromisoformat(day)))
        assert set(queries.tasks(state)["light"]) == {"grey"}
        assert not set(queries.targets(state)["state"]) & {
            "met",
            "met_late",
            "standing_met",
            "ahead",
            "on_path",
        }
        assert "overdue" not in set(queries.items(state)["state"])

    def test_silence_after_the_opening_is_told_from_not_knowing(self, tmp_path: Path) -> None:
        """Once a window has closed without a report, what is past its date is late, and the sentence says 到期且未报."""
        space = Workspace(ROOT / "tasks", tmp_path / "data", now=lambda: datetime(2026, 11, 20, 4))
        office = Actor("办公室", Role.OFFICE)
        assert accept(space, [Draft("opened", {"on": "2026-01-01"})], office).ok
        state = HOME.of(space.status())
        overdue = queries.items(state).filter(state="overdue")
        assert overdue.height == 5
        assert all("到期且未报" in sentence for sentence in overdue["sentence"])
        assert queries.light_counts(state)["green"] == 0


class TestAgainstTheText:
    @needs_text
    def test_the_table_above_was_copied_right(self, text: dict[str, tuple[str, str]]) -> None:
        brackets = {
            clause: (title, match[1])
            for clause, (title, paragraph) in text.items()
            if (match := re.search(r"\(主要责任单位:([^)]*)\)$", paragraph))
        }
        assert brackets == {clause: (title, bracket) for clause, title, bracket in clauses()}
        assert list(text)[1:] == [clause for clause, _, _ in clauses()]

    @needs_text
    def test_every_quote_stands_in_its_clause(self, text: dict[str, tuple[str, str]], file: PlanFile) -> None:
        quotes = [
            (holder.clause, part.quote)
            for holder in (*file.goals, *file.tasks)
            for part in (*holder.milestones, *holder.targets)
        ]
        assert len(quotes) == 32
        assert [(clause, quote) for clause, quote in quotes if quote not in text[clause][1]] == []

    @needs_text
    def test_every_dated_or_counted_goal_of_the_text_is_in_the_plan(
        self, text: dict[str, tuple[str, str]], file: PlanFile
    ) -> None:
        """Whatever the text dates or gives a figure for is covered by a quote (names of roads and metro lines aside)."""
        quotes = {
            holder.clause: " ".join(part.quote for part in (*holder.milestones, *holder.targets))
            for holder in (*file.goals, *file.tasks)
        }
        marks = re.compile(
            r"\d+(?:\.\d+)?%|到20\d\d年|20\d\d年底?前|“十[四五]五”(?:期间|时期)|全覆盖|翻一番|市级下达"
        )
        found = [
            (clause, mark) for clause, (_, paragraph) in text.items() for mark in marks.findall(paragraph)
        ]
        assert len(found) > 30
        assert [(clause, mark) for clause, mark in found if mark not in quotes[clause]] == []

    @needs_text
    def test_the_summaries_are_our_own(self, text: dict[str, tuple[str, str]], file: PlanFile) -> None:
        """No run of twenty characters is taken over."""
        whole = "".join(paragraph for _, paragraph in text.values()).replace(",", "，")
        ours = [
            words
            for holder in (*file.goals, *file.tasks)
            for words in (
                getattr(holder, "summary", ""),
                *(milestone.what for milestone in holder.milestones),
            )
        ]
        copied = [
            words[at : at + 20]
            for words in ours
            for at in range(len(words) - 19)
            if words[at : at + 20] in whole
        ]
        assert copied == []

    @needs_text
    def test_the_head_of_the_document(self, file: PlanFile) -> None:
        text = TEXT_FILE.read_text(encoding="utf-8")
        assert file.document.document_number in text
        assert f"《{file.document.title}》" in text
        assert "2024年5月28日" in text
        assert all(number in text for number in file.document.based_on)
