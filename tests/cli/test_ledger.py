"""`open`, `submit`, `readings`: what writes to the journal."""

import json
from typing import Any

import pytest

from tests.cli.conftest import Ran, Terminal

TASK, INDICATOR = "example-2025-1/1.1", "example-2025-1/heating-share"
PROGRESS: dict[str, Any] = {
    "kind": "progress",
    "body": {"task": TASK, "period": "2026-Q3", "text": "已完成 6 处", "percent": 62.50},
}
READING: dict[str, Any] = {
    "kind": "reading",
    "body": {"indicator": INDICATOR, "period": "2025", "value": "9.1", "status": "final", "source": "公报"},
}
NOW = ("--now", "2026-10-12")
UNIT = ("--as", "城管填报人", "--role", "unit", "--unit", "ex-cgw")


def submit(tracker: Terminal, content: object, *words: str) -> Ran:
    return tracker("submit", tracker.file("draft.json", content), *(words or ("--as", "办公室")), *NOW)


def written(tracker: Terminal) -> list[dict[str, Any]]:
    file = tracker.data / "journal" / "journal.jsonl"
    return (
        [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    )


class TestOpen:
    def test_on_a_day(self, tracker: Terminal) -> None:
        ran = tracker("open", "--on", "2026-01-01")
        assert (ran.code, ran.out, ran.err) == (0, "台账自 2026-01-01 起启用。\n", "")
        [record] = written(tracker)
        assert (record["kind"], record["effective_on"], record["by"], record["clock"]) == (
            "opened", "2026-01-01", "双碳办", None,
        )  # fmt: skip

    def test_today_when_nothing_is_said(self, tracker: Terminal) -> None:
        assert tracker("open", *NOW).out == "台账自 2026-10-12 起启用。\n"
        assert written(tracker)[0]["clock"] == "simulated"

    def test_once(self, tracker: Terminal) -> None:
        tracker("open", "--on", "2026-01-01")
        ran = tracker("open", "--on", "2026-02-01")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("错误　“启用日期”一栏：台账已于 2026-01-01 启用。")

    @pytest.mark.parametrize(("day", "code"), [("2126-01-01", 1), ("元旦", 2)])
    def test_a_day_that_will_not_do(self, tracker: Terminal, day: str, code: int) -> None:
        assert tracker("open", "--on", day).code == code
        assert written(tracker) == []


class TestSubmit:
    def test_one_record(self, tracker: Terminal) -> None:
        ran = submit(tracker, PROGRESS, *UNIT)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("已记录 2 条：启用台账（000001-")
        opened, record = written(tracker)
        assert opened["kind"] == "opened"
        assert (record["by"], record["role"], record["unit"]) == ("城管填报人", "unit", "ex-cgw")
        assert record["body"] == {**PROGRESS["body"], "percent": "62.5", "capacity": "answer"}

    def test_decimals_keep_their_digits(self, tracker: Terminal) -> None:
        text = json.dumps(READING).replace('"9.1"', "35.50")
        submit(tracker, text)
        assert written(tracker)[1]["body"]["value"] == "35.50"

    def test_many_records(self, tracker: Terminal) -> None:
        ran = submit(tracker, {"records": [PROGRESS, READING]}, "--as", "办公室", "--json")
        assert ran.code == 0
        assert set(ran.json) == {"ok", "dry_run", "records", "problems"}
        assert [(record["seq"], record["kind"]) for record in ran.json["records"]] == [
            (1, "opened"), (2, "progress"), (3, "reading"),
        ]  # fmt: skip
        assert (ran.json["ok"], ran.json["dry_run"], ran.json["problems"]) == (True, False, [])

    def test_a_list_is_as_good(self, tracker: Terminal) -> None:
        assert submit(tracker, [PROGRESS, READING]).code == 0

    def test_all_or_nothing(self, tracker: Terminal) -> None:
        wrong = {"kind": "progress", "body": {"task": TASK, "period": "2026-Q4", "text": "=1+1"}}
        ran = submit(tracker, {"records": [READING, wrong]})
        assert (ran.code, ran.out) == (1, "")
        assert (
            "“报告期”一栏：报告期 2026-Q4 到 2026-12-31 才结束。请等结束后再报。（intake.future）" in ran.err
        )
        assert written(tracker) == []

        as_json = submit(tracker, {"records": [READING, wrong]}, "--as", "办公室", "--json")
        assert as_json.code == 1
        [problem] = as_json.json["problems"]
        assert (as_json.json["ok"], problem["code"], problem["field"]) == (False, "intake.future", "报告期")

    def test_a_dry_run(self, tracker: Terminal) -> None:
        ran = submit(tracker, PROGRESS, "--as", "办公室", "--dry-run")
        assert (ran.code, ran.out) == (0, "核对通过；没有写入。\n")
        assert not tracker.data.exists()

    def test_who_it_is_decides(self, tracker: Terminal) -> None:
        other = ("--as", "科委", "--role", "unit", "--unit", "ex-fgw")
        assert "intake.not-yours" in submit(tracker, PROGRESS, *other).err
        assert "intake.not-allowed" in submit(tracker, PROGRESS, "--as", "审计", "--role", "auditor").err

    @pytest.mark.parametrize("unit", [(), ("--unit", "ex-none"), ("--unit", "区城市管理委")])
    def test_a_unit_says_which(self, tracker: Terminal, unit: tuple[str, ...]) -> None:
        ran = submit(tracker, PROGRESS, "--as", "某人", "--role", "unit", *unit)
        assert ran.code == 2
        assert "没有单位" in ran.err

    @pytest.mark.parametrize("text", ["=SUM(A1)", "+86 10", "-1", "@某", "﻿x"])
    def test_text_stays_text(self, tracker: Terminal, text: str) -> None:
        draft = {**PROGRESS, "body": {**PROGRESS["body"], "text": text}}
        assert submit(tracker, draft).code == 0
        assert written(tracker)[1]["body"]["text"] == text

    def test_a_conflict(self, tracker: Terminal) -> None:
        submit(tracker, PROGRESS)
        ran = submit(tracker, {**PROGRESS, "base_seq": 0})
        assert ran.code == 1
        assert "intake.conflict" in ran.err

    def test_a_decision_of_an_earlier_day(self, tracker: Terminal) -> None:
        body = {"task": TASK, "unit": "ex-kw", "source": "分工方案"}
        submit(tracker, {"kind": "lead_confirmed", "body": body, "effective_on": "2026-03-01"})
        assert written(tracker)[1]["effective_on"] == "2026-03-01"

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("", "第 1 行第 1 列不是合格的 JSON"),
            ('{"kind": "progress",\n}', "第 2 行第 1 列不是合格的 JSON"),
            ("[" * 100_000, "括号套得太深"),
            ("[]", "文件里没有记录"),
            ("{}", "第 1 条记录缺少 kind 或 body"),
            ("42", "文件里没有记录"),
            ('{"records": 3}', "文件里没有记录"),
            ('[{"kind": "progress", "body": {}}, 7]', "第 2 条记录"),
            ('{"kind": ["progress"], "body": {}}', "第 1 条记录"),
            ('{"kind": "progress", "body": []}', "第 1 条记录"),
            ('{"kind": "progress", "body": {}, "effective": "2026-01-01"}', "第 1 条记录"),
            ('{"kind": "progress", "body": {}, "effective_on": "元旦"}', "第 1 条记录"),
            ('{"kind": "progress", "body": {}, "effective_on": 20260101}', "第 1 条记录"),
            ('{"kind": "progress", "body": {}, "base_seq": "7"}', "第 1 条记录"),
            ('{"kind": "progress", "kind": "reading", "body": {}}', "同一条记录里“kind”写了两次"),
            ('{"kind": "progress", "body": {"value": NaN, "value": 1}}', "同一条记录里“value”写了两次"),
        ],
    )  # fmt: skip
    def test_a_file_that_is_no_draft(self, tracker: Terminal, content: str, said: str) -> None:
        ran = submit(tracker, content)
        assert (ran.code, ran.out) == (1, "")
        assert f"draft.json：{said}" in ran.err
        assert "intake.draft-file" in ran.err

    def test_an_encoding_of_other_times(self, tracker: Terminal) -> None:
        draft = tracker.folder / "draft.json"
        draft.write_bytes(json.dumps(PROGRESS, ensure_ascii=False).encode("gbk"))
        ran = tracker("submit", str(draft), "--as", "办公室")
        assert (ran.code, ran.err.count("不是 UTF-8 编码")) == (1, 1)
        draft.write_bytes(b"\xef\xbb\xbf" + json.dumps(PROGRESS, ensure_ascii=False).encode())
        assert tracker("submit", str(draft), "--as", "办公室", *NOW).code == 0

    @pytest.mark.parametrize(
        "body", [{"text": "\ud800"}, {"percent": float("nan")}, {"percent": 10**30}, {"text": None}]
    )
    def test_values_that_no_record_can_hold(self, tracker: Terminal, body: dict[str, object]) -> None:
        text = json.dumps({**PROGRESS, "body": {**PROGRESS["body"], **body}})
        ran = submit(tracker, text)
        assert ran.code == 1
        assert "intake.bad-field" in ran.err

    def test_a_name_that_cannot_be_written(self, tracker: Terminal) -> None:
        assert "intake.bad-field" in submit(tracker, PROGRESS, "--as", "\udcff").err

    def test_no_such_file(self, tracker: Terminal) -> None:
        ran = tracker("submit", str(tracker.folder / "none.json"), "--as", "办公室")
        assert (ran.code, "找不到文件" in ran.err) == (2, True)

    def test_a_folder_that_takes_no_data(self, tracker: Terminal) -> None:
        tracker.data.write_text("")
        ran = submit(tracker, PROGRESS)
        assert ran.code == 2
        assert ran.err.startswith("无法执行：没有保存：流水文件夹写不进去")
        assert "Errno" not in ran.err


class TestReadings:
    def bring_in(self, tracker: Terminal, text: str, *words: str) -> Ran:
        return tracker("readings", tracker.file("历年.csv", text), "--as", "办公室", *NOW, *words)

    def test_a_sheet(self, tracker: Terminal) -> None:
        text = "指标,2023年,2024年\n可再生能源供热面积占比,7.6,8.1\nenergy-intensity,,0.29\n"
        ran = self.bring_in(tracker, text, "--source", "统计公报")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("已记录 4 条：")
        readings = [record["body"] for record in written(tracker)[1:]]
        assert [(body["period"], body["value"], body["source"]) for body in readings] == [
            ("2023", "7.6", "统计公报"), ("2024", "8.1", "统计公报"), ("2024", "0.29", "统计公报"),
        ]  # fmt: skip

    def test_a_mistake_in_a_cell_keeps_everything_out(self, tracker: Terminal) -> None:
        text = "指标,2023年,2024年\n可再生能源供热面积占比,7.6,约8\n"
        ran = self.bring_in(tracker, text, "--source", "统计公报")
        assert ran.code == 1
        assert "历年.csv 工作表“历年”单元格 C2：“约8”不是数值。" in ran.err
        assert written(tracker) == []
        [problem] = self.bring_in(tracker, text, "--source", "统计公报", "--json").json["problems"]
        assert (problem["sheet"], problem["cell"], problem["severity"]) == ("历年", "C2", "error")

    def test_a_warning_is_said_and_the_rest_is_taken(self, tracker: Terminal) -> None:
        text = "指标,来源,2023年,2024年\n可再生能源供热面积占比,公报,—,8.1\n"
        ran = self.bring_in(tracker, text, "--json")
        assert (ran.code, ran.json["ok"]) == (0, True)
        assert [problem["code"] for problem in ran.json["problems"]] == ["readings.no-value"]
        assert len(ran.json["records"]) == 2

    def test_only_the_office_may(self, tracker: Terminal) -> None:
        text = "指标,来源,2023年\n可再生能源供热面积占比,公报,7.6\n"
        self.bring_in(tracker, text)
        assert {record["role"] for record in written(tracker)} == {"office"}

    def test_a_dry_run(self, tracker: Terminal) -> None:
        ran = self.bring_in(tracker, "指标,来源,2023年\n可再生能源供热面积占比,公报,7.6\n", "--dry-run")
        assert (ran.code, ran.out) == (0, "核对通过；没有写入。\n")
        assert written(tracker) == []

    def test_no_such_file(self, tracker: Terminal) -> None:
        assert tracker("readings", str(tracker.folder / "none.xlsx"), "--as", "办公室").code == 2

    def test_no_workbook(self, tracker: Terminal) -> None:
        ran = tracker("readings", tracker.file("历年.xlsx", "PK"), "--as", "办公室")
        assert (ran.code, "workbook.not-a-workbook" in ran.err) == (1, True)


def test_a_rehearsal_does_not_go_back_behind_what_is_recorded(tracker: Terminal) -> None:
    assert submit(tracker, PROGRESS).code == 0
    before = written(tracker)
    ran = tracker("submit", tracker.file("draft.json", READING), "--as", "办公室", "--now", "2026-10-11")
    assert (ran.code, written(tracker)) == (2, before)
    assert "2026-10-12" in ran.err
