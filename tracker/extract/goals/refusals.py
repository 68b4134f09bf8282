"""Why a figure is no goal: money that is paid, a condition for applicants, a parameter, a past fact, a mere count."""

import re

from tracker.extract.goals.measures import Kind
from tracker.extract.goals.plainness import ATTRIBUTE, MAKE, UNNAMED, UNSAID, WEAK, goes_on, unsaid
from tracker.extract.goals.predicates import Sense
from tracker.extract.goals.scope import Origin
from tracker.extract.goals.spot import Spot

SUPPORT = re.compile(
    r"补贴|补助|奖励|奖补|资助|贴息|给予|给于|奖金|奖补|一次性|资金支持|支持资金|扶持资金|资金扶持|授信|免收|减免|返还|"
    r"[算创科消语模服]\S{0,4}券|代金券|租金|房租|租房|购房|处以|罚款|报销|兑现|兑付|优惠|免费|额度|上限|封顶|贷款(?!余额|规模|总额|增速|占比|投放)|"
    r"(?:单个|单家|单户|单项|单次|每家|每人|每个|每户|每项|每次)\S{0,6}最高|最高(?:不超过|可|给予)?\d|补足|配套资金|首期安排|安排资金|财政安排"
)
_PAID = re.compile(
    r"补贴|补助|奖励|奖补|贴息|给予|给于|奖金|一次性|资金支持|支持资金|扶持资金|减免|[算创科消语模服]\S{0,4}券|租金|房租|租房|购房|罚款|"
    r"上限|每年优先|贷款(?!余额|规模|总额|增速|占比|投放)"
)
"""For what is counted or measured, the words that speak of payment in earnest."""
_CONDITION = re.compile(r"^(?:对于?|凡|若|如|当|符合|满足|具备|除|已|因|经|自|在.{0,12}(?:前提|情况)下)")
_CONDITIONAL_END = re.compile(r"(?:的|(?<!千瓦)(?<!小)时|后|者|情形|情况下)$")
_KIND_OF = re.compile(
    r"^(?:[^,]*\d[^,的\d]{0,6})?的[\u4e00-\u9fff]{0,10}(?:项目|企业|园区|单位|机构|主体|用户|工厂|产品|团队|平台|个人|人才|建筑|设施|机组|社区|街区|桩|站)$"
)
"""年节能量达500吨标准煤的项目: which ones, not how much."""
_SIZE_OF = re.compile(r"^(?:[^,]*\d[^,的\d]{0,6})?的[\u4e00-\u9fff]{1,14}$")
_APPLICANT = re.compile(
    r"注册(?:地|登记|时间|满|成立|资本)|(?:无|未发生|没有)[^,]{0,14}(?:事故|记录|处罚|失信|违法)|是指|所称|申报(?:单位|主体|企业|项目)(?:应|须|需)|(?:以下|下列|如下|基本)条件|可(?:以)?申请|须(?:达|在|不)|应在|"
    r"评审|得分|满分|法定代表人|召开|出席"
)
_PAST = re.compile(
    r"已(?!经审定)(?:经|于|有|在|建|成|达|投|完|累|发|吸|引|集|培|落|实|获|入|形|覆|开|连|取|超|突)|截至|截止|"
    r"近年来|获评|荣获|同比|去年|上年|首创|率先建成|率先成立|获批|曾|至今|以来|预计(?!到|20)|连续[一二两三四五六七八九十\d]+年"
)
CITED = re.compile(r"\0{4}[^,;。]{0,12}(?:提出|指出|要求|明确提出)[,:]?")
"""《…》提出,到2025年…: what another document aims at."""
_STATE = re.compile(r"目前|现有|拥有(?![量率数])|共有|成功(?!率)")
_MEASURE_NOUNS = re.compile(
    r"^(?:左右|以上|及以上)?的?(?:重点|主要|具体|方面|大)*(?:方面|任务|行动|措施|举措|环节|阶段|类别|维度|层级|步骤|原则|要素|级别|等级|方向|大类|"
    r"条款|章节|部分|层面|专栏|条件|情形|流程|程序|部委|部门|单位负责|档|文件|清单|工程(?!项目|机|技|师)|专项)"
)
_ORDER_BEFORE = re.compile(
    r"(?:第|前|每|满|连续|(?<![应使费])用|逾期|超期|提前|间隔|不满|未满|最长|为期|上一|下一|毕业)$"
)
_LIMIT_WORDS = re.compile(
    r"公示|受理|审查|审批|申请|提交|答复|告知|通知|反馈|答辩|注册|登记失业|保存|工作日内|有效|期限|观察期|周期为|贷款期|年龄|周岁|缴纳"
)
_TIME_GOAL = re.compile(r"时间|时长|时限|周期|耗时|时延|寿命|间隔")
_MONEY_MEASURE = re.compile(
    r"规模|产值|营收|收入|投资|增加值|总额|销售|交易额|贸易额|产出|基金|贷款余额|融资|经费|效益|税收|增长|产业|集群|零售|消费|外资|余额|成交|总量|GDP|生产总值|市场|成本|价值|出口|进出口"
)
_MONEY_PAID = re.compile(
    r"安排|发放|拨付|拨款|支付|预算(?!收入)|资本金|注册资本|年薪|薪酬|工资|收费|电价|价格|罚"
)
_EACH = re.compile(r"各\d*$|各[^,、]{0,4}$")


def refusal(spot: Spot, before: Spot | None = None) -> str | None:
    """The reason in Chinese, or None for a goal; `before` is the goal just before it in the sentence."""
    for test in _TESTS:
        if why := test(spot):
            return None if why in (WEAK, UNSAID, UNNAMED) and before and goes_on(spot, before) else why
    return None


def _past(spot: Spot) -> str | None:
    if spot.governed.past:
        return "截至某时的既成事实"
    if CITED.search(spot.sentence.text[: spot.quantity.start - spot.sentence.start]):
        return "引述其他文件"
    told = "对现状或已有成绩的叙述"
    here = spot.segment.text[: len(spot.before)]
    when = spot.governed.when
    if spot.governed.origin in (Origin.OWN, Origin.BEHIND):
        if when is None or when.firm:
            return None
        if "同比" in spot.sentence.text:
            return told
        before = spot.sentence.text[: max(0, when.start - spot.sentence.start)]
        return told if _PAST.search(before + here) or _STATE.search(here) else None
    upto = here if spot.dated else spot.sentence.text[: spot.quantity.start - spot.sentence.start]
    if _PAST.search(upto) or _STATE.search(here) or "同比" in spot.part:
        return told
    return None


def _base(spot: Spot) -> str | None:
    """由2020年的8%提高到…, 从8%提升至…: where the path starts, not where it goes."""
    if re.search(r"(?:由|从)(?:目前|现有|现行|20\d\d年)?的?[^,、]{0,3}$", spot.before) and re.match(
        r"^(?:左右|以上)?,?(?:进一步|逐步|稳步)?(?:提高|提升|增加|下降|降|增长|上升|扩大|压缩|缩短|压减|减少|缩减|扩|增)",
        spot.after,
    ):
        return "基期数值"
    if re.search(r"(?:比|较|相比)(?:于)?[^,]{0,8}(?:20\d\d年)的?$", spot.before):
        return "基期数值"
    return None


def _money(spot: Spot) -> str | None:
    if spot.quantity.kind is not Kind.MONEY:
        return None
    if SUPPORT.search(spot.part) or _MONEY_PAID.search(spot.segment.text):
        return "支付、奖补或收费的金额"
    measured = _MONEY_MEASURE.search(spot.segment.text)
    if not measured:
        return "金额没有说明是哪项指标"
    fund = re.search(r"(?:设立|组建|发起|成立)[^,]{0,8}规模(?:为|约)?$", spot.before)
    if (
        not spot.dated
        and not fund
        and not (spot.predicate and spot.predicate.sense in (Sense.LEAST, Sense.MOST))
        and not spot.suffix
    ):
        return "没有时限和比较词的金额"
    return None


def _support(spot: Spot) -> str | None:
    """The sentence says what is paid to whom; its figures are rates, ceilings and conditions."""
    if spot.quantity.kind in (Kind.SHARE, Kind.POINTS, Kind.MONEY, Kind.FOLD) or not spot.governed.when:
        amount = spot.quantity.kind in (Kind.SHARE, Kind.POINTS, Kind.MONEY, Kind.FOLD)
        paid = SUPPORT.search(spot.part) if amount else _PAID.search(spot.part[: _upto(spot)])
        if paid:
            return "奖补、优惠的比例、上限或条件"
    rest = spot.sentence.text[spot.quantity.end - spot.sentence.start :]
    if re.search(
        r"的,(?:按|可|给予|予以|由|一次性|最高|奖励|每)|的(?:给予|予以|奖励|补助|补贴)",
        rest[: len(spot.after) + 12],
    ):
        return "享受支持的条件"
    if spot.strict and not spot.dated:
        return "奖补、申报类条款中的数字"
    return None


def _upto(spot: Spot) -> int:
    """Where the figure's segment ends in its part."""
    at = spot.part.find(spot.segment.text)
    return at + len(spot.segment.text) if at >= 0 else len(spot.part)


def _condition(spot: Spot) -> str | None:
    if spot.segment.mark in (",", ":") and _CONDITIONAL_END.search(spot.segment.text) and not spot.chained:
        return "适用条件"
    own = spot.governed.origin is Origin.OWN
    if not spot.dated and _APPLICANT.search(spot.sentence.text):
        return "申报主体的条件"
    if not spot.dated and re.match(r"^\0*(?:当|若|如(?!期)|凡)", spot.sentence.text):
        return "适用条件"
    kinds = _SIZE_OF if spot.quantity.kind in (Kind.SIZE, Kind.MONEY) else _KIND_OF
    if not spot.dated and kinds.match(spot.behind) and not _makes(spot):
        return "适用条件"
    start = spot.segment.text.lstrip("并且及其中同时,")
    if (
        _CONDITION.match(start)
        and not own
        and spot.quantity.kind is not Kind.GRADE
        and not start.startswith("对标")
    ):
        return "适用条件"
    return None


def _makes(spot: Spot) -> bool:
    """打造不少于两万平方米的空间: what is made may be described by its size."""
    return MAKE.search(spot.before) is not None


def _measures(spot: Spot) -> str | None:
    if spot.quantity.kind is Kind.COUNT and re.search(r"等$", spot.before):
        return "列举之后的个数"
    if spot.quantity.kind is Kind.COUNT and _MEASURE_NOUNS.match(spot.after):
        return "任务、措施、环节等的个数"
    if spot.inside_bracket and not spot.before.strip("\0") and not spot.after.strip("\0"):
        return "括号内的个数"
    if _ORDER_BEFORE.search(spot.before) and not spot.before.endswith("超前"):
        return "序数、期限或频次"
    if spot.inside_bracket and _EACH.search(spot.before):
        return "括号内的分解数"
    return None


def _time(spot: Spot) -> str | None:
    if spot.quantity.kind is not Kind.TIME:
        return None
    if _LIMIT_WORDS.search(spot.part) and not re.search(r"(?:压缩|缩短|压减)", spot.before):
        return "办理期限或时间要求"
    if _TIME_GOAL.search(spot.segment.text) and spot.predicate and spot.predicate.sense is not Sense.MAKE:
        return None
    return "时间长度"


def _parameter(spot: Spot) -> str | None:
    """10蒸吨/小时及以下燃煤锅炉, 单体面积2万平方米以上的建筑: what kind of thing, not how much is to be reached."""
    kind = spot.quantity.kind
    if kind not in (Kind.SIZE, Kind.SHARE, Kind.GRADE, Kind.MONEY, Kind.COUNT, Kind.POINTS):
        return None
    predicate = spot.predicate
    close = predicate is not None and len(spot.gap) <= 14
    if spot.quantity.unit.endswith("亿级") and spot.quantity.in_words:
        return "规格、规模界限"
    if spot.quantity.unit.endswith("亿级") and re.search(r"[个家](?:以上|左右)?$", spot.before):
        return "规格、规模界限"
    attribute = spot.suffix in ("least", "most") and bool(ATTRIBUTE.match(spot.behind))
    if attribute and kind in (Kind.SIZE, Kind.MONEY) and not (_follows(spot, 2) and _sized(spot)):
        return "规格、规模界限"
    if (
        attribute
        and kind is Kind.SIZE
        and spot.later_figure
        and (spot.quantity.in_words or spot.behind.startswith("的"))
    ):
        return "规格、规模界限"
    where = re.match(r"的(?:地区|城市|企业|项目|区域|建筑|机组|园区|行业)", spot.behind)
    if kind is Kind.SHARE and where and spot.later_figure:
        return "适用条件"
    if attribute and kind is Kind.SHARE and spot.later_figure and not re.search(r"占|比|率", spot.after):
        return "规格、规模界限"
    if attribute and kind is Kind.COUNT and not close and not spot.dated:
        return "规格、规模界限"
    if kind is Kind.GRADE:
        ok = re.search(r"全面执行|达到|采用|实现|不低于", spot.part) and not re.search(
            r"鼓励|试点|示范|奖励|给予|申报", spot.part
        )
        if not ok:
            return "等级的名称"
        if re.search(r"\d%", spot.segment.text):
            return "比例指标中的等级"
    return None


def _follows(spot: Spot, distance: int) -> bool:
    """Whether a predicate stands right before the figure: 建成2万平方米以上的…"""
    return spot.predicate is not None and len(spot.gap) <= distance


def _sized(spot: Spot) -> bool:
    """建成2万平方米以上的空间 is a goal; 淘汰35蒸吨以上锅炉 says which boilers."""
    made = spot.predicate is not None and (
        spot.predicate.sense in (Sense.LEAST, Sense.RISE)
        or re.search(r"建成|新建|新增|打造|建设|提供|保障|拓展|开发|投用|盘活|供应", spot.predicate.words)
    )
    return bool(made) and "蒸吨" not in spot.quantity.unit and "千伏" not in spot.quantity.unit


_TESTS = (_base, _past, _measures, _time, _money, _support, _condition, _parameter, unsaid)
