"""Proves an evidence pack without the product: rooms of their own here, one file of the standard library in the pack."""

import ast
from functools import cache
from pathlib import Path

from tracker.pack.verifier import command, findings, form, proof, reading
from tracker.pack.verifier.command import main, words
from tracker.pack.verifier.findings import CODES, LIMITS, UNANCHORED, Finding, Verdict
from tracker.pack.verifier.form import (
    EVIDENCE,
    FORMAT,
    INDEX,
    JOURNAL,
    MANIFEST,
    PLAN,
    PRODUCT,
    RESULT,
    SUMS,
    Part,
    as_bytes,
    entry,
    layout,
    sums,
)
from tracker.pack.verifier.proof import GENESIS
from tracker.pack.verifier.reading import STRUCTURE, verify

__all__ = [
    "CODES",
    "EVIDENCE",
    "FORMAT",
    "GENESIS",
    "INDEX",
    "JOURNAL",
    "LIMITS",
    "MANIFEST",
    "PLAN",
    "PRODUCT",
    "RESULT",
    "STRUCTURE",
    "SUMS",
    "UNANCHORED",
    "Finding",
    "Part",
    "Verdict",
    "alone",
    "as_bytes",
    "entry",
    "layout",
    "main",
    "sums",
    "verify",
    "words",
]

PARTS = (findings, form, proof, reading, command)
"""They import the standard library and one another only, in words that Python 3.8 knows; no name stands in two of them."""
HEAD = '"""佐证包核验程序：proves an evidence pack without the product; this one file, Python 3.8, nothing to install."""'
RUN = 'if __name__ == "__main__":\n    sys.exit(main())\n'


@cache
def alone() -> bytes:
    """The one file that goes into every pack: the parts without what they import of one another."""
    imports, bodies = set(), []
    for part in PARTS:
        text = Path(str(part.__file__)).read_text("utf-8")
        needed = [node for node in ast.parse(text).body if isinstance(node, (ast.Import, ast.ImportFrom))]
        imports |= {ast.unparse(node) for node in needed if not _of_ours(node)}
        begins = max(node.end_lineno or 0 for node in needed)
        bodies.append("".join(text.splitlines(keepends=True)[begins:]).strip("\n"))
    first, *others = sorted(imports, key=lambda line: ("__future__" not in line, line))
    return "\n\n\n".join([HEAD, first + "\n\n" + "\n".join(others), *bodies, RUN]).encode()


def _of_ours(node: ast.Import | ast.ImportFrom) -> bool:
    return isinstance(node, ast.ImportFrom) and str(node.module).startswith("tracker.")
