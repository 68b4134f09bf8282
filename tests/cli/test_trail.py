"""`audit`: lists and exports either chain; an export is noted, and accounts decide who may."""

from tests.cli.conftest import Terminal
from tests.cli.test_ledger import PROGRESS, READING, submit
from tracker.records.journal import FileJournal


def exports(tracker: Terminal) -> list[tuple[str, object]]:
    records = FileJournal(tracker.data / "access").read().records
    return [(one.by, one.body["rows"]) for one in records if one.kind == "audit_exported"]


def test_a_list_for_people(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    submit(tracker, READING)
    ran = tracker("audit", "--kind", "progress")
    assert (ran.code, ran.err) == (0, "")
    assert "已完成 6 处" in ran.out
    assert ran.out.endswith("流水符合条件的记录 1 条。\n")
    assert exports(tracker) == []


def test_json_for_programs(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    said = tracker("audit", "--json", "--as", "某审计员").json
    assert [record["kind"] for record in said["records"]] == ["进展报告", "启用台账"]
    assert said["records"][0]["prev"] == said["records"][1]["hash"]
    assert said["heads"]["ledger"]["hash"] == said["records"][0]["hash"]
    assert exports(tracker) == [("某审计员", 2)]


def test_files(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    for name in ("a.xlsx", "a.csv"):
        ran = tracker("audit", "--chain", "access", "--out", str(tracker.folder / name))
        assert (ran.code, (tracker.folder / name).stat().st_size > 100) == (0, True)
    assert exports(tracker) == [("命令行", 0), ("命令行", 1)]


def test_what_the_operator_has_to_mend(tracker: Terminal) -> None:
    submit(tracker, PROGRESS)
    for words, said in (
        (("--out", "a.pdf"), "不能导出到 a.pdf。"),
        (("--kind", "login"), "流水里没有“login”这种记录。"),
        (("--from", "昨天"), "--from 的“昨天”不是日期。"),
    ):
        ran = tracker("audit", *words)
        assert (ran.code, said in ran.err) == (2, True)
