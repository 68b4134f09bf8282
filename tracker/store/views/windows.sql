-- Freshness: which reporting windows count for a task, and what was filed in them.
-- A window counts when it opened on or after the opening of the ledger and the document's issue.

CREATE TABLE ledger_opening AS
SELECT min(o.effective_on) AS opened_on, bool_or(o.demo) AS demo
FROM opened AS o WHERE o.recorded_at <= known_at();

CREATE TABLE seen_window AS
SELECT w.*, window_day() > w.closes_on AS is_closed
FROM reporting_window AS w
WHERE w.period_end <= as_of() AND w.opens_on <= window_day();

CREATE TABLE counted_window AS
SELECT d.document_id, w.*
FROM document AS d, seen_window AS w, ledger_opening AS o
WHERE w.opens_on >= o.opened_on AND w.opens_on >= d.issued_on
  AND d.status = 'in_force' AND coalesce(w.opens_on <= d.expires_on, TRUE);

-- Every confirmed report, returned or corrected ones included: a correction does not make a report late.
CREATE TABLE filing AS
SELECT p.task AS task_id, p.period, p.seq, p.recorded_day, r.verdict = 'returned' AS is_returned, r.reviewed_on
FROM progress AS p
LEFT JOIN last_review AS r ON r.id = p.id
WHERE p.recorded_at <= known_at() AND p.effective_on <= as_of() AND p.recorded_day <= window_day()
  AND p.capacity = 'answer' AND p.replaces IS NULL
  AND p.id NOT IN (SELECT x.replaces FROM correction AS x WHERE x.withdraws AND x.recorded_at <= known_at());

CREATE TABLE task_window AS
WITH returned_in_time AS (
  SELECT f.task_id, f.period, f.seq, d.nth AS returned_nth
  FROM filing AS f
  JOIN reporting_window AS w ON w.period = f.period AND f.recorded_day <= w.closes_on
  JOIN workday AS d ON d.calendar_day = f.reviewed_on
  WHERE f.is_returned
), valid AS (
  SELECT f.task_id, f.period,
         bool_or(f.recorded_day <= w.closes_on OR coalesce(d.nth - r.returned_nth <= getvariable('refile_workdays'), FALSE))
           AS in_time
  FROM filing AS f
  JOIN reporting_window AS w ON w.period = f.period
  LEFT JOIN returned_in_time AS r ON r.task_id = f.task_id AND r.period = f.period AND r.seq < f.seq
  LEFT JOIN workday AS d ON d.calendar_day = f.recorded_day
  WHERE NOT coalesce(f.is_returned, FALSE)
  GROUP BY f.task_id, f.period
)
SELECT t.task_id, w.period, w.period_end, w.opens_on, w.closes_on, w.is_closed,
       CASE WHEN v.in_time THEN 'reported' WHEN v.task_id IS NOT NULL THEN 'late'
            WHEN w.is_closed THEN 'missing' ELSE 'not_yet_due' END AS state
FROM task AS t
JOIN answer AS a ON a.task_id = t.task_id AND a.unit_id IS NOT NULL
JOIN counted_window AS w ON w.document_id = t.document_id
LEFT JOIN valid AS v ON v.task_id = t.task_id AND v.period = w.period
WHERE t.kind IN ('dated', 'standing');

CREATE TABLE freshness AS
WITH judged AS (
  SELECT task_id, arg_max(state, period_end) AS state, arg_max(period, period_end) AS period
  FROM task_window WHERE is_closed OR state <> 'not_yet_due' GROUP BY task_id
), run AS (
  SELECT w.task_id, count(*) FILTER (WHERE w.period_end > coalesce(g.last_given, DATE '1900-01-01')) AS missed_in_row
  FROM task_window AS w
  LEFT JOIN (SELECT task_id, max(period_end) AS last_given FROM task_window
             WHERE is_closed AND state <> 'missing' GROUP BY task_id) AS g USING (task_id)
  WHERE w.is_closed GROUP BY w.task_id
)
SELECT t.task_id, coalesce(j.state, 'not_yet_due') AS freshness, j.period AS freshness_period,
       coalesce(r.missed_in_row, 0) AS missed_in_row
FROM task AS t LEFT JOIN judged AS j USING (task_id) LEFT JOIN run AS r USING (task_id);
