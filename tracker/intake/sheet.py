"""Past readings from a year × indicator sheet: cells become drafts of readings, or problems at their cell."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from tracker.intake.accept import Draft
from tracker.intake.findings import finding
from tracker.model import Comparator, DocumentStatus, Plan, Target
from tracker.problems import Place, Problem
from tracker.records.kinds import Basis, ReadingStatus
from tracker.records.past_readings import DraftCell, IndicatorRow, read_readings
from tracker.records.typed import folded
from tracker.snapshot import Workspace

BASIS_WORDS = {
    "水平": Basis.LEVEL,
    "总量": Basis.LEVEL,
    "绝对值": Basis.LEVEL,
    "增速": Basis.RATE,
    "增长率": Basis.RATE,
    "年增速": Basis.RATE,
}
"""Words of the column 口径 that tell a yearly rate from a level; any other words describe the method."""


def indicator_rows(plan: Plan, within: Collection[str] | None = None) -> list[IndicatorRow]:
    """Every indicator of the documents in force as a sheet shows it, in the order of the text.

    `within` = ids of the documents meant, by default all.
    """
    return [
        IndicatorRow(f"{file.document.id}/{indicator.id}", indicator.name, indicator.unit_of_measure)
        for file in plan.files
        if file.document.status is DocumentStatus.IN_FORCE and (within is None or file.document.id in within)
        for indicator in file.indicators
    ]


def growth_indicators(plan: Plan) -> set[str]:
    """Global ids of the indicators that a growth goal reads; only these may be reported as yearly rates."""

    def targets(file_targets: tuple[Target, ...]) -> Iterator[str]:
        return (target.indicator for target in file_targets if target.comparator is Comparator.GROWTH)

    return {
        f"{file.document.id}/{indicator}"
        for file in plan.files
        for owned in (*(goals.targets for goals in file.goals), *(task.targets for task in file.tasks))
        for indicator in targets(owned)
    }


def reading_drafts(
    workspace: Workspace, name: str, data: bytes, source: str = ""
) -> tuple[list[Draft], list[Problem]]:
    """Drafts of every readable value; `source` stands in where the sheet names none. Errors mean: take nothing."""
    plan, _ = workspace.plan()
    rows, growing = indicator_rows(plan), growth_indicators(plan)
    cells, problems = read_readings(data, name, rows)
    drafts = []
    for cell in cells:
        place = Place(file=name, sheet=cell.sheet, cell=cell.cell)
        meant = [row for row in rows if folded(cell.indicator_text) in map(folded, _names(row))]
        wrong = list(_wrong(cell, meant, growing, source.strip()))
        problems += [replace(problem, place=place) for problem in wrong]
        if not wrong:
            drafts.append(Draft("reading", _body(cell, meant[0].id, growing, source.strip()), place=place))
    return drafts, problems


def _names(row: IndicatorRow) -> tuple[str, str, str]:
    return row.id, row.id.split("/", 1)[1], row.name


def _basis(cell: DraftCell, is_growing: bool) -> Basis:
    """A figure in % of a quantity whose growth is the goal is its yearly rate."""
    said = BASIS_WORDS.get(folded(cell.method or ""))
    return said or (Basis.RATE if is_growing and cell.unit_of_measure == "%" else Basis.LEVEL)


def _body(cell: DraftCell, indicator: str, growing: set[str], source: str) -> dict[str, object]:
    body: dict[str, object] = {
        "indicator": indicator,
        "period": cell.period_text,
        "value": cell.value_text,
        "status": cell.status or ReadingStatus.FINAL,
        "source": cell.source or source,
        "basis": _basis(cell, indicator in growing),
    }
    if cell.method and folded(cell.method) not in BASIS_WORDS:
        body["method"] = cell.method
    return body


def _wrong(cell: DraftCell, meant: list[IndicatorRow], growing: set[str], source: str) -> Iterator[Problem]:
    text = cell.indicator_text
    if not meant:
        message, cure = f"现行方案中没有指标“{text}”。", "请按模板中的名称或编号填写。"
        yield finding("intake.unknown-subject", "indicator", message, cure)
        return
    if len(meant) > 1:
        ids = "、".join(row.id for row in meant)
        message, cure = f"有多个指标叫“{text}”。", f"请改填编号：{ids}。"
        yield finding("intake.unknown-subject", "indicator", message, cure)
        return
    indicator, is_growing = meant[0].id, meant[0].id in growing
    if not (cell.source or source):
        cure = "请在“来源”一列填写，或在上传时统一注明。"
        yield finding("intake.bad-field", "source", "没有写明数据来源。", cure, indicator)
    if is_growing and cell.method and folded(cell.method) not in BASIS_WORDS:
        message = f"口径“{cell.method}”分不清是总量还是增速。"
        yield finding("intake.bad-field", "basis", message, "请填“水平”或“增速”。", indicator)
    elif is_growing and cell.unit_of_measure == "%" and _basis(cell, is_growing) is Basis.LEVEL:
        message, cure = "单位是 %，口径却写的是总量。", "请改正单位，或在“口径”一列填“增速”。"
        yield finding("intake.bad-field", "basis", message, cure, indicator)
