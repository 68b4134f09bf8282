"""`make drill`: every drill of `DRILLS`, one after the other, each in a folder of its own; exit code 1 when one fails.

A drill is a module with `run(folder, options) -> bool` that prints its figures in one line.
"""

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from tests.drill.options import Options

DRILLS = (
    *("bit_flips", "bad_workbooks", "many_forms", "journal_kills", "submission_kills", "import_kills"),
    *("backup_kills", "lost_updates", "pack_flips", "score_sheets", "quarter", "workbooks", "one_page"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.drill", description=__doc__)
    parser.add_argument(
        "drills", nargs="*", choices=[*DRILLS, []], metavar="DRILL", help="which ones; none = all"
    )
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=Options.seed)
    chosen = parser.parse_args()
    options = Options(chosen.kills, chosen.seed)
    failed = []
    for name in chosen.drills or DRILLS:
        with tempfile.TemporaryDirectory() as temporary:
            if not importlib.import_module(f"tests.drill.{name}").run(Path(temporary), options):
                failed.append(name)
    print("failed: " + ", ".join(failed) if failed else "all drills passed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
