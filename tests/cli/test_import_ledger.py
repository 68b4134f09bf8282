"""`import-ledger`: the mapping is shown, can be written, edited and read back, and then all is recorded at once."""

from pathlib import Path

from tests.cli.conftest import Ran, Terminal
from tests.cli.test_ledger import NOW, written

LEDGER = """\
序号,重点任务,牵头单位,完成时限,本期进展,进度(%),联系人
1,发展清洁供热,区城市管理委,2030年底前,已改造 6 处,60%,某某
2,宣传活动怎么办,区发改委,持续推进,办了 5 场,约60%,某某
"""
PERIOD = ("--period", "2026-Q3", "--as", "办公室")


def run(tracker: Terminal, *words: str, ledger: str = LEDGER) -> Ran:
    return tracker("import-ledger", tracker.file("台账.csv", ledger), *PERIOD, *words, *NOW)


def test_a_dry_run_shows_the_mapping_and_writes_nothing(tracker: Terminal) -> None:
    ran = run(tracker, "--dry-run")
    assert (ran.code, ran.err, written(tracker)) == (0, "", [])
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert "台账 联系人 不导入 涉及个人，一律不导入" in lines
    assert "台账 第 2 行 发展清洁供热 确定 二/(一) 发展清洁供热 任务名称相同" in lines
    assert any(line.startswith("台账 第 3 行 宣传活动怎么办 存疑") for line in lines)
    assert any(line.startswith("台账 D2 完成时限 2030年底前 晚于方案写明的") for line in lines)
    assert lines[-2:] == [
        "存疑的 1 行没有导入；请写出对应表逐行确认。",
        "核对通过，可记入 2 条；没有写入。",
    ]
    assert "某某" not in ran.out


def test_what_is_sure_is_recorded_in_one_batch(tracker: Terminal) -> None:
    ran = run(tracker)
    assert ran.code == 0
    assert [record["kind"] for record in written(tracker)] == ["opened", "lead_confirmed", "progress"]
    assert len({record["batch"] for record in written(tracker)}) == 1
    assert written(tracker)[2]["body"]["percent"] == "60"
    assert {record["role"] for record in written(tracker)} == {"office"}
    assert "没有可记录的内容。" in run(tracker).out


def test_the_mapping_is_written_edited_and_read_back(tracker: Terminal) -> None:
    mapping = tracker.folder / "对应表.yaml"
    assert run(tracker, "--dry-run", "--save-mapping", str(mapping)).code == 0
    text = mapping.read_text(encoding="utf-8")
    assert "某某" not in text
    mapping.write_text(text.replace("take: false", "take: true"), encoding="utf-8")
    ran = run(tracker, "--mapping", str(mapping))
    assert ran.code == 0
    assert [record["kind"] for record in written(tracker)][1:] == ["lead_confirmed", "progress", "progress"]


def test_a_mapping_with_a_mistake_takes_nothing(tracker: Terminal) -> None:
    mapping = tracker.file("对应表.yaml", "period: 2026-Q2\nwork_items: none\ncolumns: []\nrows: []\n")
    ran = run(tracker, "--mapping", mapping)
    assert (ran.code, written(tracker)) == (1, [])
    assert "对应表.yaml 第 1 行" in ran.err
    assert ran.out == "有错误，一条也没有记入。\n"


def test_a_mapping_that_exists_is_not_written_over(tracker: Terminal) -> None:
    mapping = tracker.file("对应表.yaml", "改过的内容")
    ran = run(tracker, "--dry-run", "--save-mapping", mapping)
    assert (ran.code, ran.err) == (2, f"无法执行：{mapping} 已经存在，没有覆盖。请换一个文件名。\n")
    assert Path(mapping).read_text(encoding="utf-8") == "改过的内容"


def test_json_says_the_same(tracker: Terminal) -> None:
    told = run(tracker, "--dry-run", "--json").json
    assert (told["ok"], told["dry_run"], told["records"]) == (True, True, [])
    assert [(row["row"], row["fit"], row["taken"]) for row in told["rows"]] == [
        (2, "sure", True),
        (3, "doubtful", False),
    ]
    assert [draft["kind"] for draft in told["drafts"]] == ["lead_confirmed", "progress"]
    assert [(one["cell"], one["field"]) for one in told["left"]] == [("D2", "due")]


def test_a_mistake_in_a_cell_is_told_at_its_cell_and_nothing_is_taken(tracker: Terminal) -> None:
    ran = run(tracker, ledger=LEDGER.replace("60%,某某", "150,某某", 1))
    assert (ran.code, written(tracker)) == (1, [])
    assert "工作表“台账”单元格 E2" in ran.err


def test_a_wrong_period_or_choice_is_the_operators(tracker: Terminal) -> None:
    ledger = tracker.file("台账.csv", LEDGER)
    ran = tracker("import-ledger", ledger, "--period", "三季度", "--as", "办公室", *NOW)
    assert (ran.code, "应写成 2026-Q3" in ran.err) == (2, True)
    assert run(tracker, "--work-items", "some").code == 2
    assert tracker("import-ledger", "没有.csv", *PERIOD, *NOW).code == 2
