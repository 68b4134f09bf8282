"""The papers of an assessment as links: score sheet, self-assessment report and, for office and auditor, the evidence pack."""

from markupsafe import Markup

from tracker.model import Rubric
from tracker.pack.making import may_make
from tracker.ui import ledger
from tracker.ui.assessment_files import DOCUMENTS, PACK, RECEIPTS, may_read
from tracker.ui.marks import link
from tracker.ui.markup import tag
from tracker.ui.state import View

TITLES = {name: title for name, (_, _, title) in DOCUMENTS.items()}
FORMS = {"scores.xlsx": "Excel", "report.docx": "Word"}


def papers(view: View, rubric: Rubric, year: int, unit: str | None) -> Markup:
    """What the reader may take away of one assessment; it shows what is known now, so nothing of an earlier day."""
    earlier = view.as_of < ledger.workspace().today or view.known_at is not None
    if earlier or not may_read(view.actor, unit):
        return Markup("")
    about = {"rubric": rubric.id, "year": str(year), "unit": unit}

    def address(name: str, **more: str) -> str:
        return view.link(f"assessment/{name}", **about, **more, place=None, track=None, document=None)

    links = [link(f"{title}（{FORMS[name]}）", address(name), "下载") for name, title in TITLES.items()]
    if may_make(view.actor):
        told = "含佐证材料、流水全文和核验程序；出具记入访问记录"
        links += [
            link("佐证包", address(PACK), told),
            link("佐证包（不带内部材料）", address(PACK, restricted="0"), told),
            link("佐证包收据", view.link(f"assessment/{RECEIPTS}"), "每份佐证包的 SHA-256，与包分开传递"),
        ]
    return tag("p", "考核材料：", Markup("　").join(links))
