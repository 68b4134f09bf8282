"""The words before and behind a figure that say how it is meant: at least, at most, about, a reduction, a rate a year."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Sense(StrEnum):
    LEAST = "least"
    MOST = "most"
    REDUCE = "reduce"
    YEARLY = "yearly"
    RISE = "rise"
    MAKE = "make"


@dataclass(frozen=True)
class Predicate:
    """`start` and `end` in the text it was looked for in."""

    start: int
    end: int
    words: str
    sense: Sense


_TO = "(?:至|到|为)"
_FALL = "控制|限制|压减|压缩|压降|缩短|缩减|缩小|降低|下降|减少|削减|回落|降"
_MAKE = """
建成投用 建成投产 建成 建设 建立 新建 改建 扩建 改造 新增 增加 培育 打造 创建 创成 创办
培养 引进 引育 招引 引入 集聚 汇聚 聚集 组建 设立 成立 布局 完成 实施 推广 发展 遴选
评选 选择 选树 选取 选聘 认定 开发 推出 发布 开放 制定 制修订 修订 出台 形成 落地 部署
配置 配备 投放 投用 开展 举办 组织 培训 梳理 挖掘 入选 争创 申报 构建 推动 推进 淘汰
关停 拆除 治理 整治 修复 绿化 造林 种植 营造 年产 更新 提供 保障 储备 编制 登记 突破
攻克 孵化 吸引 归集 争取 延伸 延长 敷设 铺设 新开 开通 开行 开工 竣工 投产 并网 接入
购置 处理 处置 纳入 上线 上架 汇集 宣贯 扩容 盘活 腾退 替代 更换 创新 产出 转化 达标
建好 实现 确保 累计 招聘 派驻 选派 收储 供应 评定 命名 拓展 生成 产生 节约 节能 增产
新改建 改扩建 新改扩建 报废 消纳 吸纳 带动 种好 补种 恢复 新引进 新引育 新认定 新培育 引种
落实 培优
"""
_WORDS = (
    (
        Sense.MOST,
        rf"不超过|不高于|不多于|不大于|不得超过|不得高于|不突破|低于|少于|小于|(?:{_FALL})(?:{_TO}|在)|严控在",
    ),
    (
        Sense.YEARLY,
        "年均复合增长率|年均增长率|年均(?:实际)?(?:增长|增速|提高|递增|增幅|提升|上升)|每年(?:按)?(?:递增|增长|提高)|年(?:增长|递增|增速|增幅)|逐年递增|按照每年|按每年",
    ),
    (
        Sense.LEAST,
        "不低于|不少于|不小于|不得低于|不得少于|不得小于|不弱于|至少|超过|突破|高于|大于|多于|优于|达到|达成|"
        "(?:提高|提升|增加|增长|增大|上升|扩大|扩展|发展|恢复|增|升|拓展|扩充)(?:至|到)|(?:保持|稳定|维持|位列|排在)在|超|达|占(?!比|地|有|用)",
    ),
    (Sense.REDUCE, "累计下降|下降|降低|减少|削减|压减|压降|缩减|降幅|减排|下降率|缩短|压缩|减量|减"),
    (Sense.RISE, "累计增长|增长|提高|提升|上升|扩大|增幅|增速|递增|翻"),
    (Sense.MAKE, "|".join(sorted(_MAKE.split(), key=len, reverse=True))),
)
_NOUNS = (
    r"建成区|建设用地|发展改革|发展规划|建设单位|建设项目|开发区|服务业|服务体系|服务平台|服务中心|发展方式|"
    r"减排量|减排目标|节能降碳|节能减排|减污降碳|达标率|覆盖率|覆盖面|实施方案|保障措施|改造率|占地|占有率|"
    r"处理率|处置率|治理率|更新率|利用率|回收率|替代率|替代量|改造面积|改造项目|服务设施|发展目标|减量化|超低能耗|超高效|超大|"
    r"超算|超级|高质量发展|发展水平|消纳责任|消纳能力|应用场景|推广应用|达峰|达产"
)
_PATTERN = re.compile(
    f"(?P<noun>{_NOUNS})|" + "|".join(f"(?P<{sense.value}>{words})" for sense, words in _WORDS)
)
_SUFFIX = re.compile(
    r"(?:\(?含\)?)?(?:(?P<least>及?以上|之上|起)|(?P<most>及?以下|以内|之内|内(?![部地外容涵在需]))|(?P<about>左右|上下))"
)
_ABOUT_BEFORE = re.compile(r"(?:约|大约|约为|基本)$")
_NEAR_BEFORE = re.compile(r"近$")
MODALITY = re.compile(r"力争|原则上|确保|争取|预期|努力|务必|必须|基本")


def predicates(text: str) -> list[Predicate]:
    """All of them in order; 建成区 and 覆盖率 are names of things."""
    return [
        Predicate(*match.span(), match[0], Sense(match.lastgroup))
        for match in _PATTERN.finditer(text)
        if match.lastgroup and match.lastgroup != "noun"
    ]


def suffix(after: str) -> tuple[str, int]:
    """`least`, `most`, `about` or nothing, and how many characters say so."""
    match = _SUFFIX.match(after)
    return (str(match.lastgroup), match.end()) if match else ("", 0)


def about_before(before: str) -> bool:
    return bool(_ABOUT_BEFORE.search(before))


def near_before(before: str) -> bool:
    return bool(_NEAR_BEFORE.search(before))
