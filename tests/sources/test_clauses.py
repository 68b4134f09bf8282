"""Lines become clauses: one small text for each way official texts number, break and misprint."""

from textwrap import dedent

import pytest

from tracker.sources.clauses import Outline
from tracker.sources.folding import Folded
from tracker.sources.headings import Level, mark_of


def outline(text: str, *parts: str) -> Outline:
    return Outline(Folded(dedent(text).strip("\n").split("\n")), parts)


def paths(text: str, *parts: str) -> list[str]:
    return [found.shown(clause.path) for found in [outline(text, *parts)] for clause in found.clauses]


@pytest.mark.parametrize(
    ("line", "level", "step"),
    [
        ("  三、实施行动", Level.FIRST, "三"),
        ("十一、大兴公安分局", Level.FIRST, "十一"),
        ("(一) 加快部署", Level.SECOND, "(一)"),
        ("（二十七）绿色工地类项目", Level.SECOND, "(二十七)"),
        ("(四)及时足额发放劳务报酬", Level.SECOND, "(四)"),
        ("(一)项目申报。", Level.SECOND, "(一)"),
        ("8.打造标杆新城", Level.THIRD, "8"),
        ("8、打造标杆新城", Level.THIRD, "8"),
        ("８．打造", Level.THIRD, "8"),
        ("1.2023年申报表", Level.THIRD, "1"),
        ("- 10.会同相关部门", Level.THIRD, "10"),
        ("（1）试点主体", Level.FOURTH, "(1)"),
        ("①甲", Level.FIFTH, "①"),
        ("第三章 附 则", Level.CHAPTER, "第三章"),
        ("第一条　激励", Level.ARTICLE, "第一条"),
        ("附件 3", Level.ANNEX, "附件3"),
        ("附件三", Level.ANNEX, "附件3"),
        ("附件3：职责分工", Level.ANNEX, "附件3"),
        ("附件 3 职责分工", Level.ANNEX, "附件3"),
        ("附表1", Level.ANNEX, "附表1"),
        ("附件", Level.ANNEX, "附件"),
    ],
)
def test_marks(line: str, level: Level, step: str) -> None:
    mark = mark_of(line)
    assert mark
    assert (mark.level, mark.step) == (level, step)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "到2025年",
        "1.45亿平方米",
        "2023 年北京市试点工作方案",
        "四五”时期",
        "(一)至(十四)适用于",
        "(一)、(二)两项",
        "(二)项规定的项目",
        "第一条、第二条，新迁入企业",
        "第一条规定的项目",
        "附件1、2。",
        "附件：",
        "- 附件:",
        "附件 1 所列单位应当按照要求完成，",
        "一、二季度",
        "一、总体要求\t3",
        "（一）指导思想........12",
        "—1 组织温室气体声明核查资质)。",
        "一是坚持因地制宜。",
        "(试行)",
    ],
)
def test_what_opens_no_clause(line: str) -> None:
    assert mark_of(line) is None


def test_levels_inside_levels() -> None:
    text = """
      一、总体要求
      （一）指导思想
      二、任务
      （一）甲
      1.子
      （1）孙
      （2）孙
      2.子
      （二）乙
    """
    assert paths(text) == [
        "一", "一/(一)", "二", "二/(一)", "二/(一)/1", "二/(一)/1/(1)", "二/(一)/1/(2)", "二/(一)/2", "二/(二)",
    ]  # fmt: skip


def test_numbers_that_run_through() -> None:
    """31号: (一) to (二十七) over three categories; Tongzhou: 1 to 26 over six headings."""
    text = """
      第一章 支持内容
      一、甲类
      (一)子
      (二)丑
      二、乙类
      (三)寅
      1.又
      第二章 条件
      一、范围
      (一)再
    """
    assert paths(text) == [
        "第一章", "第一章/一", "第一章/一/(一)", "第一章/一/(二)", "第一章/二", "第一章/二/(三)", "第一章/二/(三)/1",
        "第二章", "第二章/一", "第二章/一/(一)",
    ]  # fmt: skip


def test_numbers_out_of_turn_open_nothing() -> None:
    text = """
      一、任务
      （一）甲，符合
      （九）项的除外。
      1.子
      7.8 亿元
      （二）乙
    """
    assert paths(text) == ["一", "一/(一)", "一/(一)/1", "一/(二)"]


def test_behind_a_gap_only_what_is_headed_opens_a_clause() -> None:
    text = """
      一、任务
      （二）甲。做
      （九）乙乙。做
      （十八）项所列的单位，应当做
      1.子子。做
      19.子二二。做
      二、保障
      43.子三三。做
      第三章 甲
      第三十八章 乙
      第二节 丙
    """
    assert paths(text) == [
        "一", "一/(二)", "一/(九)", "一/(九)/1", "一/(九)/19", "二", "二/43", "第三章", "第三十八章", "第三十八章/第二节",
    ]  # fmt: skip


def test_annexes_are_announced_and_then_printed() -> None:
    """29号: the list of annexes numbers its lines; the headings of the annexes have a space."""
    text = """
      一、保障
      （一）公开应急措施
      - 附件:
      1. 指挥部职责
       2. 办公室
      职责
      附件 1
      指挥部职责
      1. 贯彻；
      2. 制定；
      附件 2
      办公室职责
      一、城市运行局
      1. 承担；
      - 2.会同。
    """
    assert paths(text) == [
        "一", "一/(一)", "附件1", "附件1/1", "附件1/2", "附件2", "附件2/一", "附件2/一/1", "附件2/一/2",
    ]  # fmt: skip


def test_a_list_of_annexes_by_their_own_names() -> None:
    text = "一、要求\n附件1：甲方案\n附件2：乙方案\n\n附件1\n甲方案\n一、子\n附件2\n乙方案\n一、丑"
    assert paths(text) == ["一", "附件1", "附件1/一", "附件2", "附件2/一"]


def test_an_annex_mark_as_the_very_first_line_labels_the_whole() -> None:
    found = outline("附件3\n\n试点工作方案\n一、类型\n附表1\n申报表")
    assert [clause.name for clause in found.clauses] == ["一", "附表1"]
    assert found.is_front("附件3")
    assert not found.is_front("附件1")


def test_parts_with_their_own_numbers_under_broken_titles() -> None:
    """82号: an empty line after each line, plans in the letter that number from one again."""
    text = """
      一、试点类型
      1.技术试点
      2023 年北京市先进低碳技术

      试点工作方案

      根据规划，制定本方案。
      一、征集范围
      1.绿色能源：风能
      2023年北京市社区/乡村试点工作方案
      一、类型
    """
    first, second = "2023年北京市先进低碳技术试点工作方案", "2023年北京市社区/乡村试点工作方案"
    assert paths(text, first, second) == [
        "一", "一/1", first, f"{first}/一", f"{first}/一/1", second, f"{second}/一",
    ]  # fmt: skip
    found = outline(text, first, second)
    assert [clause.line for clause in found.at(f"{second} / 一")] == [11]
    assert found.at(f"{first}/一/1")[0].title == "绿色能源"


@pytest.mark.parametrize("written", ["第一章/二/(三)", "第一章/二/（三）", "第一章 / 二、/ (三)"])
def test_a_path_however_it_is_written(written: str) -> None:
    found = outline("第一章 内容\n一、甲\n二、乙\n（一）子\n（二）丑\n（三）寅")
    assert [clause.title for clause in found.at(written)] == ["寅"]


def test_a_table_of_contents_is_no_text() -> None:
    assert paths("目录\n一、总体要求\t1\n二、任务……2\n一、总体要求\n二、任务") == ["一", "二"]


def test_ranges_of_a_clause() -> None:
    found = outline("引言。\n一、甲\n前言。\n（一）子\n内容。\n二、乙\n结尾。")
    first, child, second = found.clauses
    text = found.folded.text
    assert text[: first.start] == "引言。"
    assert text[first.start : first.own_end] == "一、甲前言。"
    assert text[first.start : first.end] == "一、甲前言。(一)子内容。"
    assert text[child.body : child.end] == "子内容。"
    assert second.end == len(text)
    assert found.name_at(0) == "引言"
    assert found.name_at(child.body) == "一/(一)"


@pytest.mark.parametrize(
    ("text", "title", "titled"),
    [
        ("一、总体要求\n到2025年。", "总体要求", True),
        ("一、总体要求\n（一）甲", "总体要求", True),
        ("（一）大力推进开发。坚持并举。", "大力推进开发", True),
        ("（一）党政办公室:负责统筹。", "党政办公室", True),
        ("（一）加强组织,形成合力\n各单位应当。", "加强组织,形成合力", True),
        ("1.拒绝露天烧烤。(牵头单位:街镇)", "拒绝露天烧烤", False),
        ("2.负责督查各单位。", "负责督查各单位", False),
        ("1.研究制定政策措施；", "研究制定政策措施", False),
        ("1.组织落实决定,协调单位做好工作;负责通知。", "组织落实决定,协调单位做好工作", False),
        (
            "1.对接市住房城乡建设委,编制本部门空气重污染应急分预\n案,细化分解任务;",
            "对接市住房城乡建设委,编制本部门空气重污染应急分预",
            False,
        ),
        ("1.申报主体应在本市登记注册、\n具有法人资格。", "申报主体应在本市登记注册、", False),
        (
            "（一）资金由城市运行局组织统筹,由各领域主管部门具体实施。城市运行局负责。",
            "资金由城市运行局组织统筹,由各领域主管部门具体实施",
            False,
        ),
    ],
)
def test_which_clauses_print_a_title(text: str, title: str, titled: bool) -> None:
    clause = outline(text).clauses[0]
    assert (clause.title, clause.titled) == (title, titled)


@pytest.mark.parametrize("text", ["", "\n\n", "没有条款的一段话", "附件1"])
def test_a_text_without_clauses(text: str) -> None:
    found = outline(text)
    assert found.clauses == ()
    assert found.front == (0, len(found.folded))


def test_a_text_of_headings_only() -> None:
    """Untrusted input: what grew with the square of the lines would hang here."""
    assert len(outline("一、甲\n（一）乙\n" * 20_000).clauses) == 40_000


def test_a_first_line_broken_at_the_edge_of_the_page_is_no_title() -> None:
    """In a .pdf a clause without a title looks like one: its first line ends where the paper ends."""
    running = ["（一）企业使用被认定的首台套技术的，在原标准基础上增加", "百分之五。同一项目不重复支持。"]
    title = [
        "（二）大气污染防治改造类项目",
        "企业使用被认定的首台套技术的，在原标准基础上再增加一",
        "成。同一项目不重复支持。",
    ]
    found = Outline(Folded([*running, *title, *title[1:], *title[1:]]))
    assert [(clause.name, clause.titled) for clause in found.clauses] == [("(一)", False), ("(二)", True)]
