"""Units of measure that figures of plans carry, by kind: a share is judged otherwise than a count or an amount of money."""

import re
from enum import StrEnum


class Kind(StrEnum):
    SHARE = "share"
    POINTS = "points"
    MONEY = "money"
    TIME = "time"
    COUNT = "count"
    SIZE = "size"
    GRADE = "grade"
    FOLD = "fold"
    COVER = "cover"
    BARE = "bare"


_SIZES = """
平方公里 平方千米 平方米 平米 万方 立方米每秒 立方米 公里 千米 海里 米 公顷 亩 标准立方米
标立方米 吨标准煤 吨标煤 吨二氧化碳当量 吨二氧化碳 吨油当量 千克标准煤 克标准煤 公斤标准煤 蒸吨
吨 千克 公斤 微克 毫克 克 千瓦时 度电 千伏安 千瓦 兆瓦时 兆瓦 吉瓦 瓦 千伏 千焦 吉焦
焦耳 摄氏度 度 分贝 标准箱 标箱 TEU EFLOPS PFLOPS PFlops EFlops
PFLOP P kWh MWh GWh MW GW kW tce kgce GJ 毫秒 ms Gbps
Mbps TB PB 升 毫升 人·天
"""
_MONEY = """
美元 欧元 元人民币 元 亿级
"""
_TIMES = """
个工作日 工作日 个小时 小时 分钟 个月 个季度 年 天 日 周 秒
"""
_COUNTS = """
人次 人 名 位 户次 户 家次 家 个 项次 项 条次 条 件次 件 所 座 处 台套 台(套) 台
套 标台 起 辆次 辆 列 架次 架 艘 只 对 场次 场 次 期 批次 批 种 类 款 部 篇 册 份 张 枚 本
支 片 块 间 栋 幢 宗 笔 例 门 门课程 课时 学时 班次 班 届 站 口 眼 根 株 头 羽 匹
床 张床位 队 组 单 盏 面 样 系列 街区 社区 村 镇 乡 县 市 校 院 园 街镇 标段
"""
KINDS = (
    dict.fromkeys(_SIZES.split(), Kind.SIZE)
    | dict.fromkeys(_MONEY.split(), Kind.MONEY)
    | dict.fromkeys(_TIMES.split(), Kind.TIME)
    | dict.fromkeys(_COUNTS.split(), Kind.COUNT)
    | {"%": Kind.SHARE, "‰": Kind.SHARE, "个百分点": Kind.POINTS, "百分点": Kind.POINTS, "星级": Kind.GRADE}
    | {"倍": Kind.FOLD}
)
SCALE = "(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)"
PER = (
    r"(?:(?:/|每)\(?[十百千万亿]{0,2}(?:万元|亿元|元|千瓦时|万千瓦时|千瓦|立方米|平方米|平方公里|公里|标准箱|标箱|小时|人次|人|年|天|日|月|户|亩|吨|升|辆|"
    r"个|项|家|公顷|床|件|台|车|kWh|h|m3|m2|L|d|a)(?:·[\u4e00-\u9fffa-z]{1,3})?\)?)"
)
"""The second half of 克标准煤/千瓦时 and of 微克每立方米."""

_FOLLOWED = {
    "起": r"(?=$|[,。;、)])",
    "个": r"(?!性|体|人(?!创|工|用|所)|别|转企)",
    "年": r"(?=以上|以内|左右|以下)",
    "日": r"(?=内|以内)",
    "度": r"(?=以下|以上|左右|电)",
    "次": r"(?!于|年|生|要|序)",
    "市": r"(?=$|[,。;、)])",
    "县": r"(?=$|[,。;、)])",
    "P": r"(?![A-Za-z])",
    "对": r"(?!于|接|应|外|口|标)",
    "人": r"(?!工智|才|民|形|均|口|大代|社)",
    "位": r"(?!于|列|居|置)",
    "部": r"(?!门|署|委|分)",
    "条": r"(?!件|例)",
    "项": r"(?!目)",
    "家": r"(?!庭|具|电|居|政)",
    "台": r"(?!阶|账|风)",
    "类": r"(?!似|别)",
    "件": r"(?!套)",
    "名": r"(?!称|牌|录|列|单)",
    "户": r"(?!均|籍|口|外)",
    "面": r"(?!积|向|对)",
    "期": r"(?!间|货|限)",
    "组": r"(?!织|建|成|合)",
    "支": r"(?!持|撑|付|出)",
    "份": r"(?!额)",
    "门": r"(?!类|槛|诊)",
    "口": r"(?!径|岸)",
    "本": r"(?!市|区|级|地|省|县)",
    "种": r"(?!植|子|养|业)",
    "场": r"(?!景|所|地|馆|站|内)",
    "站": r"(?!点)",
    "批": r"(?=$|[,。;、)以])",
    "元": r"(?!素|宇)",
    "米": r"(?!粉)",
    "克": r"(?!服)",
    "秒": r"",
    "单": r"(?=$|[,。;、)以])",
    "村": r"(?=$|[,。;、)以])",
    "镇": r"(?=$|[,。;、)以])",
    "乡": r"(?=$|[,。;、)以])",
    "园": r"(?=$|[,。;、)以])",
    "院": r"(?=$|[,。;、)以])",
    "校": r"(?=$|[,。;、)以])",
    "队": r"(?=$|[,。;、)以])",
    "样": r"(?=$)",
    "班": r"(?=$|[,。;、)以])",
    "周": r"(?=$|[,。;、)以])",
    "天": r"(?=$|[,。;、)以])",
    "升": r"(?=$|[,。;、)以])",
    "只": r"(?!有|要|能|需)",
    "间": r"(?=$|[,。;、)以])",
    "块": r"(?=$|[,。;、)以])",
    "头": r"(?!部)",
    "张": r"(?!家)",
    "根": r"(?!据)",
    "处": r"(?!理|置|于|在|室)",
    "列": r"(?!入|为|第)",
}
"""What must (not) stand behind a unit in one character, since many of them begin other words."""

UNIT = "|".join(re.escape(unit) + _FOLLOWED.get(unit, "") for unit in sorted(KINDS, key=len, reverse=True))

_TIMES_OF_USE = {
    "个工作日": "工作日",
    "个小时": "小时",
    "百分点": "个百分点",
    "平米": "平方米",
    "吨标煤": "吨标准煤",
}


def kind_of(unit: str) -> Kind:
    """Of a unit with its scale and what it is per: 亿吨标准煤, 克标准煤/千瓦时."""
    base = re.split(r"[/每]", unit, maxsplit=1)[0]
    bare = re.sub(rf"^{SCALE}", "", base)
    return KINDS.get(base) or KINDS.get(bare) or Kind.SIZE


def plain_unit(unit: str) -> str:
    """One spelling for the same measure, for comparing."""
    text = unit.replace("％", "%").replace(" ", "").replace("每", "/")
    for other, usual in _TIMES_OF_USE.items():
        if text.endswith(other) and not text.endswith(usual):
            text = text.removesuffix(other) + usual
    return text
