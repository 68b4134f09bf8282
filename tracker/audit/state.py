"""One hash over everything that is judged for a clock, so that two machines can be asked whether they say the same."""

import json
from hashlib import sha256

from tracker.snapshot import Snapshot
from tracker.store.build import ON_DEMAND

TABLES = """
SELECT database_name, table_name FROM duckdb_tables()
WHERE list_contains(string_split(current_setting('search_path'), ','), database_name || '.main')
ORDER BY table_name
"""


def state_hash(snapshot: Snapshot) -> str:
    """SHA-256 over the rows of every table that plan, records and views have made, each table's rows in a fixed order.

    It says nothing of the order in which the plan files were read, nor of digits beyond the ninth of a figure.
    """
    whole = snapshot.whole
    for view in ON_DEMAND:
        whole.view(view)
    digest = sha256()
    for line in (whole.plan.fingerprint, whole.head.hash, str(whole.clock)):
        digest.update(line.encode() + b"\n")
    for database, table in whole.frame(TABLES).iter_rows():
        frame = whole.frame(f'SELECT * FROM "{database}"."{table}"')
        digest.update(f"{table} {','.join(frame.columns)}\n".encode())
        for line in sorted(_line(row) for row in frame.iter_rows()):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def _line(row: tuple[object, ...]) -> str:
    return json.dumps([_plain(value) for value in row], ensure_ascii=False, default=str)


def _plain(value: object) -> object:
    return format(value, ".9g") if isinstance(value, float) else value
