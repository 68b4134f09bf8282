"""What a body is called: the endings of Chinese official names, and which phrases only point at somebody."""

import re

_ENDINGS = (
    "委员会|管委会|工委|党委|党组|纪委监委|监委|团[省市区县州旗]?委|委|总局|分局|监管局|局|办公室|办公厅|街道办|政府办|委办|改革办|办|厅|总部|支部|部|总署|署|"
    "法院|检察院|研究院|设计院|医院|科学院|学院|高院|国务院|院|大学|高校|学校|中学|院校|党校|园区管委会|常委会|管理会|基金会|理事会|居委会|村委会|"
    "协会|学会|商会|联合会|促进会|红十字会|贸促会|总工会|工会|证监会|银保监会|联社|供销社|工商联|残联|妇联|文联|社科联|科协|侨联|台联|记协|作协|"
    "中心|总公司|分公司|子公司|公司|集团|银行|总行|分行|支行|中支|人行|农商行|交易所|交易中心|研究所|事务所|派出所|所|支队|大队|总队|中队|"
    "街道|街道办事处|办事处|街镇|镇街|镇乡|乡镇|区镇|镇区|县区|区县|市县|市州|州市|旗县|盟市|地市|地州|人民政府|政府|管理处|处|站|管理局|电视台|广播台|日报社|报社|"
    "指挥部|领导小组|工作组|专项组|专班|工作专班|议事协调机构|企业|单位|部门|机构|机关|各地|各地区|实验室|博物馆|图书馆|科技馆|档案馆|党史馆|馆|"
    "开发区|高新区|经开区|新区|示范区|保税区|产业园|科技园|园区|度假区|风景区|景区|自贸区|片区|国资运服中心|税务局|海关|边检站|海事局|"
    "平台公司|国企|央企|供电|电网|铁塔|移动|联通|电信|广电|燃气|水务|资本|投资|控股|社区|村集体|主体|协调小组|联席会议|秘书处|管理机构|"
    "林场|农场|牧场|港口委|气象台|地震台|大数据局|业主|建设方|运营商"
)
ENDING = re.compile(rf"(?:{_ENDINGS})$")
STRICT = re.compile(
    r"(?:委员会|委|局|办|办公室|办公厅|厅|部|署|院|大学|学院|协会|学会|商会|联合会|总会|工会|证监会|银行|分行|支行|供销社|工商联|残联|妇联|科协|中心|公司|集团|"
    r"支队|大队|总队|街道|街道办|办事处|镇街|街镇|乡镇|区镇|政府|指挥部|领导小组|专班|单位|部门|机构|管理处|开发区|高新区|经开区|新区|园区|海关|团[省市区县]?委|各区|各县|各地)$"
)
"""Endings that make a name of a phrase even where no label announces names."""
_PLACE = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,8}?(?:省|自治区|特别行政区|自治州|地区|盟|市|自治县|县|区|旗|州)|全国|国家|中央|各(?:相关|有关)?)"
)
LEVEL = re.compile(
    r"^(?:国家|中央|全国|全省|全市|省级?|自治区|市级?|州|盟|地区|区级?|县级?|旗|镇|乡|街道|本[省市区县州]|我[省市区县州]|相关|有关|各)"
)
POINTING = re.compile(
    r"^(?:各|相关|有关|其他|其它|所有|属地|所在|辖区|区内|驻|涉及|承担|负有|具体|其余|全体|行业|主管|相应)|(?:单位|部门|企业|主体|机构|地区|方面|各地)$"
)
"""Phrases that point at somebody without a name: 各有关单位, 相关街镇, 属地政府."""
_NOT_A_NAME = re.compile(
    r"[0-9]{2,}|[。;!?:“”\"]|(?:以上|以下|左右|不低于|不少于|年底|期间|包括|含|即|例如|例|比如|简称|以及|详见"
    r"|见附|另行|按照|依据|根据|试行|略|下同)|^(?:[0-9.]+|[A-Za-z0-9 .&+-]+)$"
)
LONGEST = 42
_KINDS_ONLY = frozenset(
    {
        "部门",
        "单位",
        "机构",
        "公司",
        "集团",
        "中心",
        "政府",
        "银行",
        "大学",
        "学院",
        "镇街",
        "街镇",
        "乡镇",
        "园区",
    }
)
"""Words for kinds of bodies, which name none."""


def bare(name: str) -> str:
    """A name without what stands in brackets behind it."""
    return re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", name)


def is_name(words: str) -> bool:
    """Whether a phrase that stands where names are expected may be one."""
    return (
        2 <= len(words) <= LONGEST
        and not _NOT_A_NAME.search(bare(words))
        and ENDING.search(bare(words)) is not None
    )


def is_certain_name(words: str) -> bool:
    """Whether a phrase is a body's name even where nothing announces one."""
    plain = bare(words)
    if plain in _KINDS_ONLY or not 2 <= len(plain) <= LONGEST or _NOT_A_NAME.search(plain):
        return False
    return STRICT.search(plain) is not None


def points(name: str) -> bool:
    """各有关单位, 相关街镇: a phrase for whoever it may be."""
    return POINTING.search(bare(name)) is not None


ONE_BODY = frozenset(
    {
        "市科委、中关村管委会",
        "北京市科学技术委员会、中关村科技园区管理委员会",
        "市科学技术委员会、中关村科技园区管理委员会",
    }
)
"""Bodies whose own name contains 、, wherever a text of their place names them."""
