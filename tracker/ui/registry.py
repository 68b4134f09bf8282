"""The pages of the product: title, address, who sees them in the navigation, and the module that shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

from tracker.intake.permissions import OF_UNITS, Role
from tracker.ui.state import View

BUSINESS = frozenset(Role) - {Role.ADMIN}
"""Who keeps the accounts sees no business."""


@dataclass(frozen=True)
class Page:
    """`path` is the address without the slash, empty for the first page. `screen` names a module of `screens`."""

    path: str
    title: str
    screen: str
    roles: frozenset[Role] = BUSINESS
    of_all: bool = True
    """Whether it shows what belongs to every unit; such a page is closed to units that may only see their own."""
    listed: bool = True
    """Whether the navigation shows it; a page that needs an id is reached by links only."""

    paper: Literal["landscape", "portrait"] = "landscape"
    """How it is printed on A4; wide tables lie across."""

    def load(self) -> Callable[[View], None]:
        """The function that shows the page, its module imported on the first call."""
        return cast(Callable[[View], None], import_module(f"tracker.ui.screens.{self.screen}").show)


PAGES = (
    Page("", "总览", "overview"),
    Page("ledger", "任务台账", "ledger"),
    Page("task", "任务详情", "task", listed=False),
    Page("targets", "指标缺口", "targets"),
    Page("overdue", "逾期与临期", "overdue"),
    Page("units", "单位", "units"),
    Page("alerts", "应急预警", "alerts"),
    Page("pilots", "试点登记", "pilots"),
    Page("assessment", "考核准备", "assessment", of_all=False),
    Page("report", "填报", "report", roles=OF_UNITS | {Role.OFFICE}, of_all=False),
    Page("office", "办公室", "office", roles=frozenset({Role.OFFICE})),
    Page("inbox", "消息", "inbox", roles=OF_UNITS | {Role.OFFICE}, of_all=False),
    Page("contacts", "联系人", "contacts", roles=OF_UNITS | {Role.OFFICE}, of_all=False),
    Page("workbook", "报表", "workbook", of_all=False, paper="portrait"),
    Page("documents", "文件", "documents", of_all=False),
    Page("source", "原文核对", "source", of_all=False),
    Page("extract", "方案读取", "extract", roles=frozenset({Role.OFFICE}), of_all=False),
    Page("problems", "数据问题", "problems"),
    Page("help", "帮助", "help", of_all=False, listed=False, paper="portrait"),
    Page("audit", "审计", "audit", roles=frozenset({Role.AUDITOR, Role.OFFICE})),
)
ADDRESSES = tuple(f"/{page.path}" for page in PAGES)
ROLES = frozenset(role for page in PAGES for role in page.roles)
"""Who has any page."""
