"""Ledgers as offices keep them, each in its own way, over the plan of Haidian district; what they report is invented."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import xlsxwriter

FULL = (
    *("序号", "来源章节", "重点任务", "具体举措", "年度目标", "阶段目标", "牵头单位", "配合单位", "责任领导"),
    *(
        "责任人/联系人",
        "完成时限",
        "本期进展",
        "进度(%)",
        "状态",
        "存在问题",
        "下一步措施",
        "佐证材料",
        "备注",
    ),
)
PERSON = "某某"


def book(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet called 台账; `fill` gets the book and the sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"strings_to_formulas": False, "default_date_format": "yyyy-mm-dd"}
    ) as made:
        fill(made, made.add_worksheet("台账"))
    return file.getvalue()


def full() -> bytes:
    """All columns of a working ledger under their usual headings, a title and a note above, signatures below."""

    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:R1", "海淀区双碳工作台账（2026年三季度）")
        sheet.write("A2", "填报日期：2026年10月10日")
        sheet.write_row("A3", FULL)
        sheet.write_row("A4", [1, "五/(三)", "推动低碳智慧供热体系建设", "改造供热站", "完成改造 6 座"])
        sheet.write_row(
            "G4", ["区城市管理委", "区发展改革委", PERSON, PERSON, "2030年底前", "已改造 4 座", 66.7]
        )
        sheet.write_row("N4", ["正常", "管线迁改慢", "加快审批", "验收单", "无"])
        sheet.write_row(
            "A5", [2, "四/(三)", "推动数字化绿色化融合发展", "", "", "", "区科委", "", PERSON, PERSON]
        )
        sheet.write_row("K5", ["2031年底前", "完成方案编制", "约60%", "已完成"])
        sheet.write_row("A6", [3, "十/(三)", "严格目标责任管理考核", "", "/", "", "区统计局"])
        sheet.write_row("K6", ["持续推进", "-", "", "", "无"])
        sheet.write("A8", f"填报人：{PERSON}")
        sheet.write("E8", "联系电话：13800000000")

    return book(fill)


def two_row_heading() -> bytes:
    """Headings in two rows with merged cells, line breaks and full-width letters; the chapter merged over its tasks."""

    def fill(made: Any, sheet: Any) -> None:
        sheet.merge_range("A1:K1", "重点任务推进表")
        for cells, text in (
            ("A2:A3", "序\n号"),
            ("B2:B3", "章　节"),
            ("C2:C3", "任务名称"),
            ("K2:K3", "备　注"),
        ):
            sheet.merge_range(cells, text)
        sheet.merge_range("D2:F2", "责任分工")
        sheet.write_row("D3", ["主责单位", "协办单位", "分管领导"])
        sheet.merge_range("G2:G3", "完成\n时限")
        sheet.merge_range("H2:J2", "三季度完成情况")
        sheet.write_row("H3", ["进展情况", "完成率（％）", "问题及困难"])
        sheet.merge_range("B4:B5", "九、生态城市")
        sheet.write_row("A4", [1])
        sheet.write_row(
            "C4", ["海绵城市建设", "区水务局", "相关街镇", PERSON, "2025年底前", "完成 3 处改造", 80, ""]
        )
        sheet.write_row("A5", [2])
        sheet.write_row(
            "C5", ["国家森林城市建设", "区园林局", "", PERSON, "2030年底前", "造林 20 亩", 0.5, "用地不足"]
        )
        sheet.write_row("A6", [3, "八（四）", "发挥气候投融资助力作用", "区地方金融管理局"])
        sheet.write("H6", "组织银企对接 2 次")

    return book(fill)


def grouped() -> bytes:
    """One task over several rows, its cells merged, each row a measure with a date of its own."""

    def fill(made: Any, sheet: Any) -> None:
        heads = [
            "序号",
            "重点任务",
            "具体举措",
            "责任单位",
            "完成时间",
            "阶段性目标",
            "工作进展",
            "工作进度（%）",
        ]
        sheet.write_row("A1", heads)
        sheet.merge_range("A2:A4", 1)
        sheet.merge_range("B2:B4", "推进光伏发电有序开发利用")
        sheet.merge_range("G2:G4", "新增备案 12 个项目")
        sheet.merge_range("H2:H4", "60%")
        sheet.write_row("C2", ["建设屋顶光伏示范", "区发展改革委", "2026年底前", "并网 5 兆瓦"])
        sheet.write_row("C3", ["出台支持办法", "区农业农村局", "2026.11"])
        sheet.write_row("C4", ["常态化服务企业", "区发展改革委", "持续推进"])
        sheet.merge_range("B5:B6", "提高交通运输智慧低碳水平")
        sheet.write_row("A5", [2])
        sheet.write_row("C5", ["更新新能源公交", "区城市管理委", "2026年9月30日", "", "更新 30 辆", "40%"])
        sheet.write_row("A6", [3])
        sheet.write_row("C6", ["建设充电设施", "区住房城乡建设委"])
        sheet.write_datetime("E6", date(2031, 6, 30))
        sheet.write_row("G6", ["建成 100 个", "90%"])
        sheet.write_row("A7", ["合计", "", "5 项"])

    return book(fill)


def gbk() -> bytes:
    """Comma-separated in GBK, written by an older program; what goes on with the row above is left empty."""
    rows = [
        ["任务台账", "", "", "", "", ""],
        ["项次", "任务来源", "重点工作", "主要责任单位", "目前进展", "进度"],
        ["1", "三（一）", "基础前沿技术研究", "中关村科学城管委会", "立项 3 个", "60%"],
        [
            "2",
            "三（三）",
            "完善绿色低碳技术创新生态",
            "中关村科学城管委会、区地方金融管理局",
            "发布清单",
            "约60%",
        ],
        ["", "", "", "区地方金融管理局", "对接 5 家机构", ""],
        ["3", "三（二）", "组织职工运动会", "区教委", "已举办", "100%"],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("gb18030")


def fractions() -> bytes:
    """No clauses, tasks in the office's own words under rows that head a group; shares as 0.6."""

    def fill(made: Any, sheet: Any) -> None:
        sheet.write_row("A1", ["工作任务", "承办单位", "进展", "完成比例", "状态"])
        sheet.merge_range("A2:E2", "一、能源绿色低碳转型")
        sheet.write_row("A3", ["推动化石能源清洁高效利用", "区发改委", "完成检查", 0.6, "滞后"])
        sheet.write_row("A4", ["智慧能源体系发展", "区城市管理委", "完成调研", 0.25, "推进中"])
        sheet.write_row("A5", ["举办美食节", "区商务局", "已办", 1, "正常"])
        sheet.write_row("A6", ["工作任务", "承办单位", "进展", "完成比例", "状态"])
        sheet.write_row("A7", ["构建循环型低碳产业体系", "区大数据局", "建成平台", 0.9, "绿灯"])

    return book(fill)


def several_sheets() -> bytes:
    """A sheet a chapter with a column a quarter, and one that explains."""

    def fill(made: Any, sheet: Any) -> None:
        sheet.write("A1", "本表由各单位填写")
        for name, rows in (
            (
                "第七章",
                [["7.1", "强化公共机构低碳引领作用", "开学前", "完成 2 家", "完成 5 家", "完成 9 家"]],
            ),
            ("第八章", [["八／（一）", "提升碳排放统计核算能力", "2026年", "培训", "建库", "试算"]]),
        ):
            part = made.add_worksheet(name)
            quarters = ["一季度进展", "二季度进展", "三季度进展"]
            part.write_row("A1", ["条款号", "任务", "时限", *quarters, "2025年度目标", "2026年年度目标"])
            for row, line in enumerate(rows, 1):
                part.write_row(row, 0, [*line, "旧目标", "新目标"])

    return book(fill)


LEDGERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "full": ("完整台账.xlsx", full),
    "two_row_heading": ("推进表.xlsx", two_row_heading),
    "grouped": ("分解表.xlsx", grouped),
    "gbk": ("台账.csv", gbk),
    "fractions": ("自编台账.xlsx", fractions),
    "several_sheets": ("分章台账.xlsx", several_sheets),
}
