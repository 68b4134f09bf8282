"""Which evidence stands under which number: of the line's tasks and figures, of the year, each piece once."""

from pathlib import Path

from tests.intake.desk import LEAD, OUTSIDER, STANDING, TASK
from tests.report.scored import PDF, assessed, figure, file, scored_desk
from tracker.report.proofs import numbered


def test_what_counts_and_what_does_not(tmp_path: Path) -> None:
    desk = scored_desk(tmp_path, leaving_out="steps")
    cited = desk.record(
        OUTSIDER, "evidence", task=STANDING, period="2025-Q3", document_number="示统〔2025〕9号"
    )
    both = file(desk, "年报.pdf", PDF)
    figure(desk, "steps", "actual", "100", evidence=[cited.id, both.id])
    desk.record(LEAD, "evidence", task=TASK, period="2024-Q4", document_number="去年的")
    desk.record(OUTSIDER, "evidence", task=STANDING, period="2025-Q4", document_number="别的任务的")
    desk.record(LEAD, "evidence", task=TASK, period=None, document_number="不分期的")
    now, found, _ = assessed(desk)
    proofs = {one.number: (one.name, one.also) for one in numbered(now, found)}
    assert proofs == {
        "1.1-1": ("年报.pdf", ("1.2",)),
        "1.1-2": ("不分期的", ()),
        "1.2-1": ("示统〔2025〕9号", ()),
    }
    said = {"task": STANDING, "period": "2025-Q3", "document_number": "示统〔2025〕9号", "note": "第三页"}
    assert desk.correct(OUTSIDER, cited, said).ok
    now, found, _ = assessed(desk)
    assert [one.number for one in numbered(now, found)] == ["1.1-1", "1.1-2", "1.2-1"], (
        "a figure cites what was corrected"
    )
