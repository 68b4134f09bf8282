"""Collectives (相关街镇) in tasks, and the bodies they stand for there."""

import polars as pl

from tracker.snapshot import Snapshot

COLLECTIVES = """
SELECT t.task_id, t.document_id, t.position, t.clause, t.title, a.unit_id AS collective, c.name,
       coalesce(any_value(x.basis), 'none') AS basis,
       coalesce(list(x.unit_id ORDER BY u.position) FILTER (WHERE x.unit_id IS NOT NULL), []) AS member_ids,
       coalesce(list(coalesce(u.name, x.unit_id) ORDER BY u.position) FILTER (WHERE x.unit_id IS NOT NULL), []) AS members
FROM (SELECT DISTINCT task_id, unit_id FROM assignment WHERE collective AND unit_id IS NOT NULL) AS a
JOIN task AS t USING (task_id)
JOIN task_now AS n ON n.task_id = t.task_id AND n.in_force
JOIN unit AS c ON c.unit_id = a.unit_id
LEFT JOIN expanded AS x ON x.task_id = a.task_id AND x.collective_id = a.unit_id
LEFT JOIN unit AS u ON u.unit_id = x.unit_id
GROUP BY t.task_id, t.document_id, t.position, t.clause, t.title, a.unit_id, c.name
ORDER BY list_position(['none', 'text', 'office'], coalesce(any_value(x.basis), 'none')), t.position, a.unit_id"""


def collectives(snapshot: Snapshot) -> pl.DataFrame:
    """Every collective of every task in force with its `members`, those that nobody has opened first.

    `basis` is office (named for this task), text (listed where the register says so) or none.
    """
    return snapshot.shown(snapshot.frame(COLLECTIVES))
