"""`assess`: a year by its rubrics, in words and in the shape that other programs read."""

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLE, Terminal

NOW = ("--now", "2026-10-12")
TOP = {"year", "as_of", "known_at", "journal", "plan", "assessments"}
ASSESSMENT = {
    "rubric", "title", "standing", "year", "unit", "subject", "lines", "full", "score", "at_risk", "grade", "worst",
    "best", "sentence", "rule_id", "supposing", "unknown", "as_of", "running", "version", "document_number", "source",
    "total",
}  # fmt: skip
LINE = {
    "id", "number", "group", "title", "rule", "state", "full", "score", "rate", "at_risk", "veto", "inputs", "sentence",
    "source", "evidence_wanted", "tasks", "targets", "units", "group_id", "gap",
}  # fmt: skip
INPUT = {
    "name", "value", "unit_of_measure", "period", "source", "missing", "id", "role", "supposed", "provisional", "target",
    "records",
}  # fmt: skip


@pytest.fixture
def assessed(tracker: Terminal) -> Terminal:
    """The example plan with its rubrics and an empty ledger."""
    shutil.copytree(EXAMPLE.parent / "rubrics", tracker.tasks / "rubrics")
    return tracker


def test_every_rubric_of_the_year_for_everybody(assessed: Terminal) -> None:
    ran = assessed("assess", "--year", "2026", "--json", *NOW)
    assert ran.code == 0
    found = ran.json
    assert set(found) == TOP
    assert found["as_of"] == "2026-10-12"
    told = [(one["rubric"], one["unit"]) for one in found["assessments"]]
    assert told == [("example-district", None), ("example-units", "ex-fgw"), ("example-units", "ex-cgw")]
    for one in found["assessments"]:
        assert set(one) == ASSESSMENT
        for line in one["lines"]:
            assert set(line) == LINE
            assert all(set(read) == INPUT for read in line["inputs"])
    district = found["assessments"][0]
    assert (district["score"], district["at_risk"], district["grade"]) == (0, 100, None)
    assert district["unknown"] == ["energy", "heating", "falsified"]


def test_figures_rehearsals_and_what_was_known(assessed: Terminal) -> None:
    figure = {
        "rubric": "example-district", "line": "energy", "input": "actual", "year": 2026, "value": "3.9999",
        "source": "市统计局", "status": "final",
    }  # fmt: skip
    goal = figure | {"input": "goal", "value": 4, "document_number": "示市发改〔2026〕2号"}
    drafts = [{"kind": "assessment_figure", "body": body} for body in (figure, goal)]
    assert assessed("submit", assessed.file("figures.json", drafts), "--as", "办公室", *NOW).code == 0

    ask = ("assess", "--year", "2026", "--rubric", "example-district", "--json", *NOW)
    (real,) = assessed(*ask).json["assessments"]
    energy = real["lines"][0]
    assert (energy["state"], energy["score"], energy["rate"], energy["gap"]) == (
        "not_met",
        59.9985,
        99.9975,
        0.0001,
    )
    assert (real["grade"], real["rule_id"]) == ("不合格", "veto")

    suppose = ("--suppose", "energy/actual=4", "--suppose", "heating/met=1", "--suppose", "falsified/found=0")
    (tried,) = assessed(*ask, *suppose).json["assessments"]
    assert (tried["grade"], tried["score"]) == ("合格", 100)
    assert tried["supposing"] == {"energy/actual": 4, "heating/met": 1, "falsified/found": 0}

    (before,) = assessed(*ask, "--known-at", "2026-10-11").json["assessments"]
    assert (before["lines"][0]["state"], before["as_of"]) == ("unknown", "2026-10-11")


def test_in_words(assessed: Terminal) -> None:
    ran = assessed("assess", "--year", "2026", "--unit", "ex-cgw", *NOW)
    assert ran.code == 0
    assert "示例区责任单位考核　区城市管理委" in ran.out
    assert "示例：仅供测试和文档" in ran.out
    assert "2026年度年内推算，截至2026年10月12日" in ran.out
    assert "没有涉及的事项，本项不适用" in ran.out
    assert "考核全区" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--year", "2027"], "2027 年度还没有开始"),
        (["--year", "2024"], "没有适用于 2024 年度的评分细则"),
        (["--year", "2026", "--rubric", "nothing"], "细则“nothing”不适用于 2026 年度"),
        (["--year", "2024", "--rubric", "example-units"], "不适用于 2024 年度"),
        (["--year", "2026", "--unit", "nobody"], "没有单位“nobody”"),
        (["--year", "2026", "--unit", "ex-streets"], "没有单位“ex-streets”"),
        (["--year", "2026", "--unit", "ex-cgw", "--rubric", "example-district"], "不分单位"),
        (["--year", "2026", "--suppose", "energy/actual=4"], "预演要写明用哪份细则"),
        (["--year", "2026", "--rubric", "example-district", "--suppose", "energy/actul=4"], "energy/actual"),
        (["--year", "2026", "--rubric", "example-district", "--suppose", "energy/actual"], "没有对上"),
        (["--year", "2026", "--rubric", "example-district", "--suppose", "energy/actual=四"], "不是数字"),
        (["--year", "2026", "--rubric", "example-district", "--suppose", "energy/actual=NaN"], "不是数字"),
        (["--year", "26"], "--year"),
    ],
)
def test_what_the_operator_has_to_mend(assessed: Terminal, words: list[str], said: str) -> None:
    ran = assessed("assess", *words, *NOW)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_a_faulty_rubric_is_told_and_not_used(assessed: Terminal) -> None:
    file = Path(assessed.tasks / "rubrics" / "district.yaml")
    file.write_text(file.read_text("utf-8").replace("points: 60", "points: 61"), "utf-8")
    ran = assessed("assess", "--year", "2026", "--json", *NOW)
    assert ran.code == 1
    assert {one["rubric"] for one in ran.json["assessments"]} == {"example-units"}
    assert "rubric.full-differs" in ran.err
