-- The part every unit has in every task.

CREATE TABLE unit_task AS
WITH part AS (
  SELECT task_id, unit_id, role FROM assignment WHERE unit_id IS NOT NULL
  UNION ALL SELECT task_id, unit_id, 'responsible' FROM duty WHERE unit_id IS NOT NULL
  -- Members of a collective, as the text lists them or the office has named them for the task.
  UNION ALL SELECT a.task_id, e.unit_id, a.role FROM assignment AS a
  JOIN expanded AS e ON e.task_id = a.task_id AND e.collective_id = a.unit_id
)
SELECT a.unit_id, t.task_id, n.unit_id = a.unit_id AS leads, a.role
FROM (SELECT task_id, unit_id, min(role) AS role FROM part GROUP BY ALL) AS a
JOIN task AS t USING (task_id)
LEFT JOIN answer AS n USING (task_id)
UNION
SELECT n.unit_id, n.task_id, TRUE, 'lead' FROM answer AS n
WHERE n.unit_id IS NOT NULL
  AND n.unit_id NOT IN (SELECT s.unit_id FROM part AS s WHERE s.task_id = n.task_id);
