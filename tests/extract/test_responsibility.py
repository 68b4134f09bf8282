"""Items of whole texts: several in a clause, lines of their own, duties of a body, and whose clause it is."""

from tracker.extract.draft import read
from tracker.extract.source import plain


def told(text: str) -> list[str]:
    lines = [line.strip("|") for line in text.strip().split("\n")]
    items = read(plain(lines)).drafts[0].responsibility.items
    return [
        f"{item.clause.path} {item.title}: "
        + " / ".join(
            " ".join((part.role.value, *(name.words for name in part.names))) for part in item.assigned
        )
        for item in items
        if item.assigned
    ]


def test_each_measure_of_a_clause_has_its_own() -> None:
    text = """
一、任务
（一）建设平台。加快建设。（责任单位：市科技局）支持应用。（责任单位：市工信局、市科技局）
（二）打造社区。统筹推进。
建设算力平台：整合资源。（牵头单位：市数据局，责任单位：资产集团）
“多区”：降低成本。（责任单位：各区镇）
"""
    assert told(text) == [
        "一/(一) 建设平台: responsible 市科技局",
        "一/(一) 建设平台: responsible 市工信局 市科技局",
        "一/(二) 建设算力平台: lead 市数据局 / responsible 资产集团",
        "一/(二) “多区”: responsible 各区镇",
    ]


def test_lines_of_labels_belong_together() -> None:
    text = """
一、任务
1.建立机制
加快建立。
牵头单位：区生态环境局
配合单位：区财政局、各相关单位
2.建立平台
建立。
牵头单位：区财政局
"""
    assert told(text) == [
        "一/1 建立机制: lead 区生态环境局 / support 区财政局 各相关单位",
        "一/2 建立平台: lead 区财政局",
    ]


def test_a_line_behind_the_last_of_several_is_said_of_the_clause_above() -> None:
    text = """
一、任务
（一）推进甲
1.甲一。加快。
2.甲二。加快。
责任单位：区发改委、区财政局
（二）推进乙
1.乙一。加快。（责任单位：区教委）
2.乙二。加快。
责任单位：区住建局
"""
    assert told(text) == [
        "一/(一) 推进甲: responsible 区发改委 区财政局",
        "一/(二)/1 乙一: responsible 区教委",
        "一/(二)/2 乙二: responsible 区住建局",
    ]


def test_duties_under_the_body_that_has_them() -> None:
    text = """
一、职责分工
（一）区发改委：负责统筹协调。
（二）驻区职能局（海关、税务局）：负责本单位。
（三）管委会审计部门负责审计监督。
二、部门任务
区住建局：负责建筑节能。
区交通局：牵头交通领域。
附件1
应急指挥部成员单位职责
一、城市运行局
1.承担日常工作；
2.负责清扫保洁。
二、党政办公室
1.负责督查。
三、各街镇
1.负责巡查。
"""
    assert told(text) == [
        "一/(一) 区发改委: responsible 区发改委",
        "一/(二) 驻区职能局（海关、税务局）: responsible 驻区职能局",
        "一/(三) 管委会审计部门负责审计监督: responsible 管委会审计部门",
        "二 部门任务: responsible 区住建局",
        "二 部门任务: lead 区交通局",
        "附件1/一/1 承担日常工作: responsible 城市运行局",
        "附件1/一/2 负责清扫保洁: responsible 城市运行局",
        "附件1/二/1 负责督查: responsible 党政办公室",
        "附件1/三/1 负责巡查: responsible 各街镇",
    ]


def test_lines_that_a_page_has_broken() -> None:
    text = """
某区实施方案
|    为贯彻落实国家关于碳达峰的决策部署，加快推动本区绿色低碳高
|质量发展，制定本方案。
|    一、主要任务
|    （一）推进甲。加快推进甲的各项工作，全面落实甲的各项要求，
|形成一批可复制可推广的经验做法。（责任单位：区发展改
|革委、区财政局、区住房城乡建
|                                 - 3 -
|设委）
|    （二）推进乙。加快推进乙的各项工作，全面落实乙的各项要求，
|形成一批可复制可推广的经验做法。（牵头单位：区住建委；配
|合单位：区水务局）
|    （三）推进丙。加快推进丙的各项工作，全面落实丙的各项要求，
|形成一批可复制可推广的经验做法。（责任单位：区住建委）
"""
    assert told(text) == [
        "一/(一) 推进甲: responsible 区发展改革委 区财政局 区住房城乡建设委",
        "一/(二) 推进乙: lead 区住建委 / support 区水务局",
        "一/(三) 推进丙: responsible 区住建委",
    ]


def test_a_figure_of_speech_names_nobody() -> None:
    text = """
一、任务
（一）推进甲。支持重点企业（规模以上工业企业）、公共机构（学校、医院）改造，建设中心（平台）。
（二）推进乙。申报材料报送区发展改革委（联系电话：12345678）。
"""
    assert told(text) == []


def test_a_table_that_a_conversion_has_run_together() -> None:
    """Names torn by the column beside them are put together where the text has them whole elsewhere."""
    text = """
某市工作方案
一、目标
建成平台。
附件1
工作任务清单序号重点举措完成时限责任单位配合单位启动机房建设。
12月市发展改革委、市数据局（市人工智能局）
相关县（市、区）政府绘制产业图谱，精准招商。
9月瑞安市政府/加快条例立法进程。
12月市数据局（市人市经信局、市卫生健康委，工智能局）相关县（市、区）政府
"""
    assert told(text) == [
        "附件1/1 : responsible 市发展改革委 市数据局(市人工智能局) / support 相关县(市、区)政府",
        "附件1/2 : responsible 瑞安市政府",
        "附件1/3 : responsible 市数据局(市人工智能局) / support 市经信局 市卫生健康委 相关县(市、区)政府",
    ]
