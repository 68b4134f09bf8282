"""The words that announce who answers, and the role each of them gives."""

import re

from tracker.model import Role

_BODY = r"(?:单位|部门|机构|主体|科室|处室|方|地区)"
_LEAD = (
    rf"(?:总牵头|主要牵头|共同牵头|联合牵头|牵头|第一责任|首要责任|主牵头|主办|统筹){_BODY}"
    rf"|牵头(?:责任|负责|实施|主办|落实){_BODY}|(?<![\u4e00-\u9fff])牵头"
)
_SUPPORT = (
    rf"(?:配合|协办|协同|协作|协助|参与|参加|支持|辅助|联合|会办)(?:责任|实施|落实)?{_BODY}"
    r"|(?<![\u4e00-\u9fff])(?:配合|协办)"
)
_RESPONSIBLE = (
    rf"(?:(?:主要|主体|具体|共同|任务|落实|实施)?责任|主责|承办|实施|落实|负责|执行|组织|组织实施|主管|分工|具体实施|具体落实|承担|推进|行业主管){_BODY}"
    r"|(?<![\u4e00-\u9fff])(?:责任分工|任务分工|职责分工|部门分工|分工|责任归属)"
)
ROLES = ((Role.LEAD, _LEAD), (Role.SUPPORT, _SUPPORT), (Role.RESPONSIBLE, _RESPONSIBLE))
_MARK = rf"(?P<lead>{_LEAD})|(?P<support>{_SUPPORT})|(?P<responsible>{_RESPONSIBLE})"
LABEL = re.compile(
    rf"(?:市级|省级|区级|县级|具体|(?<![\u4e00-\u9fff])[省市区县])?(?:{_MARK})(?:及(?:职责)?分工)?(?:名单)?(?:\([^()]{{1,12}}\))?(?::|(?<=单位)为:?)"
)
"""A label with its colon."""
BARE_LABEL = re.compile(rf"(?:市级|省级|区级|县级|具体)?(?:{_MARK})")
"""A label that white space parts from its list instead of a colon."""
OTHER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:完成|办结|落实|实施|推进|起止|计划)?(?:时限|时间|期限|节点|进度)(?:要求|安排)?:|(?<![\u4e00-\u9fff])(?:[主分]管|责任|牵头|联系|包保)?(?:[省市区县州旗镇]级?)(?:[主分]管|责任|牵头|联系|包保)?领导:|(?<![\u4e00-\u9fff])(?:责任领导|分管领导|牵头领导|领导|责任人|联系人|联络员|电话|工作目标|目标|成果|备注|说明|依据):"
)
"""Labels of something else, which end a list of names."""


def role_of(label: re.Match[str]) -> Role:
    if label["lead"]:
        return Role.LEAD
    return Role.SUPPORT if label["support"] else Role.RESPONSIBLE


_DUTY = r"(?:按照?|依据|根据|依)(?:各自)?(?:职责|职能|分工|权限|任务)+(?:范围|内|权限)?(?:分工|和分工)?"
SUFFIXES = (
    (
        Role.LEAD,
        re.compile(
            rf"(?:{_DUTY})?(?:共同|联合|负责|总|分别|具体)?牵头(?:负责|督导|督办|指导|协调|组织实施|组织|实施|推进|落实|统筹|抓总|总抓)*$"
        ),
    ),
    (
        Role.SUPPORT,
        re.compile(
            rf"(?:等)?(?:{_DUTY})?(?:积极|共同|做好|予以|按需|密切)?(?:配合|协助|协同|参与|参加|支持|协办)(?:落实|实施|推进|做好|完成|工作|配合)*$"
        ),
    ),
    (
        Role.RESPONSIBLE,
        re.compile(
            rf"(?:{_DUTY})?(?:结合[^、,]{{0,4}}(?:实际|职能|职责))?(?:分别|共同|具体|组织|各自|抓好|推进|联合)?(?:负责落实|负责实施|组织落实|负责推进|负责组织|负责|落实|组织实施|实施|承担|承办|推进|主办)(?:落实|实施)?$|{_DUTY}$"
        ),
    ),
)
"""What stands behind the names where no label stands before them: 甲牵头，乙、丙配合."""

_HEADING = tuple(
    (role, re.compile(rf"(?:市级|省级|区级|县级|[省市区县])?(?:{marks})(?:及(?:职责)?分工)?(?:名单|名称)?"))
    for role, marks in ROLES
)


def heading_role(words: str) -> Role | None:
    """The role that a column of a table gives."""
    return next((role for role, pattern in _HEADING if pattern.fullmatch(words)), None)
