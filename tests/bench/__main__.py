"""`make bench`: every benchmark in one run, with its limit; exit code 1 when one is over."""

import importlib
import platform
import sys
from typing import Any

SUITES = ("store", "report", "register", "forms", "pages")


def shown(row: dict[str, Any]) -> tuple[str, bool]:
    if "mb" in row:
        over = row["mb"] > row.get("limit_mb", float("inf"))
        limit = f"   limit {row['limit_mb']:.0f} MB" if "limit_mb" in row else ""
        return f"{row['name']:<58}{row['mb']:9.1f} MB{limit}" + ("   OVER" if over else ""), over
    over = row["median_ms"] > row.get("limit_ms", float("inf")) or row.get("ratio", 0) > row.get(
        "limit", float("inf")
    )
    text = f"{row['name']:<58}{row['median_ms']:9.1f} ms"
    if "ratio" in row:
        text += f"   {row['peer']}: {row['peer_ms']:.1f} ms   ratio {row['ratio']:.2f} (limit {row['limit']})"
    if "limit_ms" in row:
        text += f"   limit {row['limit_ms']:.0f} ms"
    return text + ("   OVER" if over else ""), over


def main() -> int:
    print(f"Python {platform.python_version()}, {platform.machine()}; medians of repeated runs")
    failed = False
    for suite in SUITES:
        for row in importlib.import_module(f"tests.bench.{suite}").run():
            text, over = shown(row)
            print(text, flush=True)
            failed |= over
    return int(failed)


sys.exit(main())
