"""Reading on after syntax errors: what each costs, and to whom it is laid."""

import pytest

from tracker.plan.nodes import Mapping, Scalar, Sequence
from tracker.plan.salvage import read_tree


def values(text: str) -> tuple[object, list[tuple[str, int | None, str | None]]]:
    """The tree as plain data, and each problem as (code, line, subject)."""
    tree = read_tree(text, "a.yaml", [])
    return plain(tree.root), [(one.code, one.place.line, one.subject) for one in tree.problems]


def plain(node: object) -> object:
    if isinstance(node, Mapping):
        return {key: plain(child) for key, child in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(child) for child in node.items]
    return node.text if isinstance(node, Scalar) else None


def test_the_first_error_of_an_item_costs_its_line() -> None:
    text = "document:\n  id: d\ntasks:\n  - id: a\n    title: @x\n    kind: dated\n  - id: b\n"

    assert values(text) == (
        {"document": {"id": "d"}, "tasks": [{"id": "a", "kind": "dated"}, {"id": "b"}]},
        [("yaml.special-character", 5, "d/a")],
    )


def test_the_second_costs_the_rest_of_the_item() -> None:
    text = "tasks:\n  - id: a\n    x: @1\n    y: 2\n    z: @3\n    last: 4\n  - id: b\n"
    assert values(text) == (
        {"tasks": [{"id": "a", "y": "2"}, {"id": "b"}]},
        [("yaml.special-character", 3, None), ("yaml.special-character", 5, None)],
    )


def test_an_error_on_the_first_line_of_an_item_does_not_hand_its_lines_to_the_item_before() -> None:
    text = "units:\n  - id: a\n    name: 甲\n  - id: @b\n    name: 乙\n"

    assert values(text) == (
        {"units": [{"id": "a", "name": "甲"}, {"name": "乙"}]},
        [("yaml.special-character", 4, "@b")],
    )


def test_a_paragraph_pasted_with_its_line_breaks() -> None:
    text = "tasks:\n  - id: a\n    quote: 到2025年，\n建成示范项目\n    kind: dated\n  - id: b\n"

    assert values(text) == (
        {"tasks": [{"id": "a", "quote": "到2025年，", "kind": "dated"}, {"id": "b"}]},
        [("yaml.indentation", 4, None)],
    )


def test_a_key_pushed_to_the_margin_is_no_section() -> None:
    text = "tasks:\n  - id: a\n    kind: dated\ntitle: 标题\n    clause: 一\n  - id: b\n"

    assert values(text) == (
        {"tasks": [{"id": "a", "kind": "dated", "clause": "一"}, {"id": "b"}]},
        [("yaml.indentation", 4, None)],
    )


def test_stray_words_before_the_first_section() -> None:
    assert values("随手写的\n文字\ndocument:\n  id: d\n") == (
        {"document": {"id": "d"}},
        [("yaml.no-colon", 2, "d"), ("yaml.no-colon", 1, "d")],
    )


def test_an_error_in_the_head_of_a_section_keeps_the_sections_after_it() -> None:
    text = "document:\n  title: @x\n  id: d\n  status: @y\n  track: @z\ntasks:\n  - id: a\n"
    root, problems = values(text)

    assert root == {"document": {"id": "d"}, "tasks": [{"id": "a"}]}
    assert [line for _, line, _ in problems] == [2, 4]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("title: 'it''s", "yaml.unclosed-quote"),
        ('title: "a” b', "yaml.unclosed-quote"),
        ("title: [a, b", "yaml.unclosed-bracket"),
        ("title: {a: b", "yaml.unclosed-bracket"),
        ("title: a: b", "yaml.colon"),
        ('title: "a" b', "yaml.indentation"),
        ("title: - a", "yaml.indentation"),
        ("title: *重点", "yaml.special-character"),
        ("title: `a`", "yaml.special-character"),
        ('title: "\\d"', "yaml.escape"),
        ("只有文字", "yaml.no-colon"),
        ("note:没有空格", "yaml.no-colon"),
    ],
)
def test_the_line_at_fault_is_found(line: str, code: str) -> None:
    text = (
        f'document:\n  id: d\ntasks:\n  - id: a\n    kind: dated\n    {line}\n    clause: 一\n  - id: "b"\n'
    )
    root, problems = values(text)

    assert problems == [(code, 6, "d/a")]
    assert root == {
        "document": {"id": "d"},
        "tasks": [{"id": "a", "kind": "dated", "clause": "一"}, {"id": "b"}],
    }
