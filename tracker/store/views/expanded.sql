-- Whom a collective (相关街镇) stands for in a task: as the office has named them there, else as a text lists them.
-- `basis` is office or text; a collective that nobody has opened has no row. Runs after `visible`, before `answers`.

CREATE TABLE expanded AS
WITH office AS (
  SELECT task AS task_id, collective AS collective_id, arg_max(members, rank_of(effective_on, seq)) AS members
  FROM expansion WHERE counts(id, effective_on, recorded_at) GROUP BY task, collective
), text AS (
  SELECT collective_id, list(unit_id) AS members FROM unit_member GROUP BY collective_id
), opened AS (
  SELECT DISTINCT a.task_id, a.unit_id AS collective_id, unnest(coalesce(o.members, t.members)) AS unit_id,
         CASE WHEN o.members IS NULL THEN 'text' ELSE 'office' END AS basis
  FROM assignment AS a
  LEFT JOIN office AS o ON o.task_id = a.task_id AND o.collective_id = a.unit_id
  LEFT JOIN text AS t ON t.collective_id = a.unit_id
  WHERE a.collective
)
SELECT DISTINCT task_id, collective_id, acting(unit_id) AS unit_id, basis FROM opened;
