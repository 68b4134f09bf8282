-- Freshness: which reporting windows count for a task, and what was filed in them.
-- A window counts when it opened on or after the opening of the ledger, the document's issue and its first day in force.
-- The office opens the ledger for its own jurisdiction: the units of others, whose documents stand here for reference,
-- owe no report here.

CREATE TABLE ledger_opening AS
SELECT min(o.effective_on) AS opened_on, bool_or(o.demo) AS demo
FROM opened AS o WHERE o.recorded_at <= known_at();

CREATE TABLE seen_window AS
SELECT w.*, window_day() > w.closes_on AS is_closed
FROM reporting_window AS w
WHERE w.period_end <= as_of() AND w.opens_on <= window_day();

-- For a task that one plan took over from another, a quarter that was over by then is the earlier one's. Rows without a
-- task are for the document's own goals.
CREATE TABLE counted_window AS
WITH open_for AS (
  SELECT d.document_id, w.*
  FROM document AS d, seen_window AS w, ledger_opening AS o
  WHERE w.opens_on >= o.opened_on AND coalesce(w.opens_on >= greatest(d.issued_on, d.effective_on), TRUE)
    AND d.status = 'in_force' AND coalesce(w.opens_on <= d.expires_on, TRUE)
    AND d.jurisdiction = coalesce(getvariable('home'), d.jurisdiction)
)
SELECT NULL::VARCHAR AS task_id, * FROM open_for
UNION ALL
SELECT n.task_id, w.* FROM task_now AS n JOIN open_for AS w USING (document_id)
WHERE coalesce(w.period_end < n.superseded_on, TRUE) AND coalesce(w.period_end >= n.took_over_on, TRUE);

CREATE TABLE closed_window AS
SELECT document_id, task_id, max(closes_on) AS last_close FROM counted_window WHERE is_closed GROUP BY ALL;

-- Every confirmed report, returned or corrected ones included: a correction does not make a report late.
CREATE TABLE filing AS
SELECT p.task AS task_id, p.period, p.seq, p.recorded_day, r.verdict = 'returned' AS is_returned, r.reviewed_on
FROM progress AS p
LEFT JOIN last_review AS r ON r.id = p.id
WHERE p.recorded_at <= known_at() AND p.effective_on <= as_of() AND p.recorded_day <= window_day()
  AND p.capacity = 'answer' AND p.replaces IS NULL
  AND p.id NOT IN (SELECT x.root FROM correction AS x WHERE x.withdraws AND x.recorded_at <= known_at());

CREATE TABLE task_window AS
WITH step AS (
  -- Filed inside the window, or soon enough after a return.
  SELECT f.task_id, f.period, f.seq, coalesce(f.is_returned, FALSE) AS is_returned,
         f.recorded_day <= w.closes_on OR coalesce(d.nth - max(CASE WHEN f.is_returned THEN b.nth END) OVER earlier
           <= getvariable('refile_workdays'), FALSE) AS in_time
  FROM filing AS f
  JOIN reporting_window AS w ON w.period = f.period
  LEFT JOIN workday AS d ON d.calendar_day = f.recorded_day
  LEFT JOIN workday AS b ON b.calendar_day = f.reviewed_on
  WINDOW earlier AS (PARTITION BY f.task_id, f.period ORDER BY f.seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), chained AS (
  SELECT *, bool_and(in_time) OVER (PARTITION BY task_id, period ORDER BY seq) AS unbroken FROM step
), valid AS (
  SELECT task_id, period, bool_or(unbroken) AS in_time FROM chained WHERE NOT is_returned GROUP BY task_id, period
)
SELECT t.task_id, w.period, w.period_end, w.opens_on, w.closes_on, w.is_closed,
       CASE WHEN v.in_time THEN 'reported' WHEN v.task_id IS NOT NULL THEN 'late'
            WHEN w.is_closed THEN 'missing' ELSE 'not_yet_due' END AS state
FROM task AS t
JOIN answer AS a ON a.task_id = t.task_id AND a.unit_id IS NOT NULL
JOIN counted_window AS w ON w.task_id = t.task_id
LEFT JOIN valid AS v ON v.task_id = t.task_id AND v.period = w.period
WHERE t.judged;

CREATE TABLE freshness AS
WITH judged AS (
  SELECT task_id, arg_max(state, period_end) AS state, arg_max(period, period_end) AS period
  FROM task_window WHERE is_closed OR state <> 'not_yet_due' GROUP BY task_id
), run AS (
  SELECT w.task_id, count(*) FILTER (WHERE w.period_end > coalesce(g.last_given, DATE '1900-01-01')) AS missed_in_row,
         arg_max(w.period, w.period_end) AS closed_period
  FROM task_window AS w
  LEFT JOIN (SELECT task_id, max(period_end) AS last_given FROM task_window
             WHERE is_closed AND state <> 'missing' GROUP BY task_id) AS g USING (task_id)
  WHERE w.is_closed GROUP BY w.task_id
)
SELECT t.task_id, coalesce(j.state, 'not_yet_due') AS freshness, j.period AS freshness_period,
       coalesce(r.missed_in_row, 0) AS missed_in_row, r.closed_period
FROM task AS t LEFT JOIN judged AS j USING (task_id) LEFT JOIN run AS r USING (task_id);
