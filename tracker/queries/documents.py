"""Every document with its standing on the day, and how much there is in it."""

from collections.abc import Mapping
from typing import Any, cast

from tracker.snapshot import Snapshot

Row = Mapping[str, Any]

NOT_YET = "not_yet"
"""Standing of a document that by the day had not been issued, or had not taken effect."""

DOCUMENTS = """
SELECT d.*, CASE WHEN d.status_now = 'in_force' AND NOT d.in_force THEN 'not_yet' ELSE d.status_now END AS standing,
       (SELECT count(*) FROM target AS g WHERE g.document_id = d.document_id) AS targets,
       (SELECT count(*) FROM milestone AS m WHERE m.document_id = d.document_id) AS milestones,
       (SELECT count(*) FROM item_state AS i WHERE i.document_id = d.document_id AND i.carried)
       + (SELECT count(*) FROM target_state AS s JOIN goal AS g USING (target_id)
          WHERE g.document_id = d.document_id AND s.carried) AS carried
FROM document_now AS d ORDER BY d.jurisdiction_position NULLS LAST, d.position"""

KINDS = "SELECT document_id, kind, count(*) AS tasks FROM task GROUP BY ALL"
HANDED_ON = "SELECT document_id, count(*) AS tasks FROM task_now WHERE superseded_by IS NOT NULL GROUP BY ALL"


def documents(snapshot: Snapshot) -> list[Row]:
    """One row a document, highest jurisdiction first: `standing`, number of `targets`, `milestones`, and `carried` ones.

    `kinds` counts its tasks by kind, `handed_on` those that a later plan has taken over.
    """

    def make() -> list[Row]:
        kinds: dict[str, dict[str, int]] = {}
        for document, kind, tasks in snapshot.frame(KINDS).iter_rows():
            kinds.setdefault(document, {})[kind] = tasks
        handed_on = dict(snapshot.frame(HANDED_ON).iter_rows())
        return [
            row
            | {"kinds": kinds.get(row["document_id"], {}), "handed_on": handed_on.get(row["document_id"], 0)}
            for row in snapshot.frame(DOCUMENTS).to_dicts()
        ]

    return cast(list[Row], snapshot.once("documents", make))
