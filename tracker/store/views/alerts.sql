-- Warnings (预警): their levels in time, and for each the checklist of measures by unit. Instants are Shanghai time.
-- A measure stands on the checklist while a level holds that calls for it; nothing here is ever overdue.

CREATE MACRO instant_of(d, clock) AS (
  d::TIMESTAMP + to_minutes(substr(clock, 1, 2)::INTEGER * 60 + substr(clock, 4, 2)::INTEGER));

-- Others speak of a warning under the id of its first record, or of a correction of it.
CREATE TABLE alert_level AS
WITH named AS (
  SELECT id, coalesce(replaces, id) AS alert_id FROM alert
), step AS (
  SELECT coalesce(replaces, id) AS alert_id, document AS document_id, id AS record_id, level, reference, note,
         effective_on AS since_on, "at" AS since_time, instant_of(effective_on, coalesce("at", '00:00')) AS since
  FROM alert WHERE counts(id, effective_on, recorded_at)
  UNION ALL
  SELECT n.alert_id, NULL, c.id, c.level, c.reference, NULL, c.effective_on, c."at", instant_of(c.effective_on, coalesce(c."at", '00:00'))
  FROM alert_change AS c JOIN named AS n ON n.id = c.alert WHERE counts(c.id, c.effective_on, c.recorded_at)
), lifted AS (
  -- The intake takes one end only.
  SELECT n.alert_id, e.id AS end_record, e.effective_on AS ends_on, e."at" AS ends_time, e.reference AS end_reference,
         instant_of(e.effective_on, coalesce(e."at", '24:00')) AS ends_at
  FROM alert_end AS e JOIN named AS n ON n.id = e.alert WHERE counts(e.id, e.effective_on, e.recorded_at)
)
SELECT s.* EXCLUDE (document_id), max(s.document_id) OVER whole AS document_id,
       coalesce(lead(s.since) OVER course, l.ends_at) AS until, l.* EXCLUDE (alert_id)
FROM step AS s LEFT JOIN lifted AS l USING (alert_id)
WINDOW course AS (PARTITION BY s.alert_id ORDER BY s.since), whole AS (PARTITION BY s.alert_id);

-- A warning is on until its end has been recorded. Changes of one that was withdrawn belong to no document.
CREATE TABLE alert_now AS
SELECT alert_id, document_id, max(ends_at) IS NULL AS is_on, list(level ORDER BY since) AS levels,
       min(since) AS starts_at, arg_min(since_on, since) AS starts_on, arg_min_null(since_time, since) AS starts_time,
       arg_max(level, since) AS level, arg_max(since_on, since) AS level_on, arg_max_null(since_time, since) AS level_time,
       arg_max(reference, since) AS reference, max(note) AS note,
       max(ends_at) AS ends_at, max(ends_on) AS ends_on, max(ends_time) AS ends_time, max(end_reference) AS end_reference,
       max(end_record) AS end_record
FROM alert_level WHERE document_id IS NOT NULL GROUP BY ALL;

CREATE TABLE alert_duty AS
WITH called AS (
  -- `until` is empty while the level that now holds calls for the measure.
  SELECT l.alert_id, t.task_id, t.position, t.clause, t.title, t.summary, min(l.since) AS since, list(l.level ORDER BY l.since) AS levels,
         CASE WHEN NOT bool_or(l.until IS NULL) THEN max(l.until) END AS until
  FROM alert_level AS l
  JOIN task AS t ON t.document_id = l.document_id AND t.kind = 'triggered'
  JOIN task_level AS c ON c.task_id = t.task_id AND c.level = l.level
  GROUP BY ALL
), part AS (
  -- Every unit named in a measure, collectives opened; one that nobody has opened stays as words.
  SELECT a.task_id, a.position, a.role, coalesce(x.unit_id, a.unit_id) AS unit_id, a.name_as_written,
         CASE WHEN x.unit_id IS NOT NULL THEN a.name_as_written END AS via, a.collective AND x.unit_id IS NULL AS collective
  FROM assignment AS a LEFT JOIN expanded AS x ON x.task_id = a.task_id AND x.collective_id = a.unit_id
), named AS (
  SELECT task_id, unit_id, min(position) AS position, arg_min(role, position) AS role, arg_min_null(via, position) AS via,
         arg_min(collective, position) AS collective, arg_min(name_as_written, position) AS name_as_written
  FROM part GROUP BY task_id, unit_id, CASE WHEN unit_id IS NULL THEN name_as_written END
), said AS (
  SELECT x.*, coalesce(a.replaces, a.id) AS alert_id, x.task AS task_id, acting(x.unit) AS unit_id,
         rank_of(x.effective_on, x.seq) AS nth
  FROM alert_action AS x JOIN alert AS a ON a.id = x.alert
  WHERE counts(x.id, x.effective_on, x.recorded_at)
), action AS (
  -- A correction does not make an entry late.
  SELECT s.*, coalesce(f.recorded_at, s.recorded_at) + INTERVAL 8 HOUR AS entered_at
  FROM said AS s
  JOIN (SELECT max(nth) AS nth FROM said GROUP BY alert_id, task_id, unit_id) USING (nth)
  LEFT JOIN alert_action AS f ON f.id = s.replaces
)
SELECT c.* EXCLUDE (position), c.position AS task_position, p.unit_id, coalesce(u.name, p.name_as_written) AS unit,
       u.position AS unit_position, p.position, p.role, p.via, p.collective,
       coalesce(x.state, CASE WHEN c.until IS NULL THEN 'open' ELSE 'unregistered' END) AS state,
       x.id AS record_id, x.text, x.author, x.role AS by_role, x.filed_by, x.entered_at,
       coalesce(x.entered_at > c.until, FALSE) AS is_late
FROM called AS c
JOIN named AS p USING (task_id)
LEFT JOIN unit AS u ON u.unit_id = p.unit_id
LEFT JOIN action AS x ON x.alert_id = c.alert_id AND x.task_id = c.task_id AND x.unit_id = p.unit_id;
