-- The broken line of each indicator: baseline - goal - goal …; each target owns the leg that ends at it.
-- Between two dated goals no baseline is needed. A baseline set for a later target starts its own leg when it is later.

CREATE TABLE dated_goal AS
SELECT * FROM goal
WHERE due IS NOT NULL AND goal IS NOT NULL AND undefined IS NULL AND comparator IN ('ge', 'le', 'eq', 'about', 'multiple');

CREATE TABLE leg AS
WITH start AS (
  SELECT d.target_id, p.due_t AS t0, p.goal AS v0, 0 AS own
  FROM dated_goal AS d JOIN dated_goal AS p ON p.indicator_id = d.indicator_id AND p.due_t < d.due_t
  UNION ALL
  SELECT target_id, baseline_t, baseline_value, 1 FROM dated_goal WHERE baseline_t < due_t
), nearest AS (
  SELECT target_id, max(t0) AS t0, arg_max(v0, t0 + own * 1e-6) AS v0 FROM start GROUP BY target_id
)
SELECT d.indicator_id, d.target_id, d.pathway, n.t0, n.v0, d.due_t AS t1, d.goal AS v1
FROM dated_goal AS d JOIN nearest AS n USING (target_id);

-- +1 = the quantity has to rise, -1 = to fall; the oldest baseline of the indicator tells which direction is wrong.
CREATE TABLE direction AS
WITH origin AS (
  SELECT indicator_id, min(baseline_t) AS origin_t, arg_min(baseline_value, baseline_t) AS origin_value
  FROM dated_goal WHERE baseline_t IS NOT NULL GROUP BY indicator_id
), line_start AS (
  SELECT indicator_id, min(t0) AS start_t, arg_min(v0, t0) AS start_value
  FROM leg WHERE pathway IN ('linear', 'compound') GROUP BY indicator_id
)
SELECT g.target_id, o.origin_t, o.origin_value, l.v0, s.start_t, s.start_value,
       CASE WHEN g.comparator = 'le' THEN -1
            WHEN g.comparator IN ('eq', 'about') AND g.goal < coalesce(o.origin_value, l.v0) THEN -1
            ELSE 1 END AS sign
FROM goal AS g
LEFT JOIN origin AS o USING (indicator_id)
LEFT JOIN leg AS l USING (target_id)
LEFT JOIN line_start AS s ON s.indicator_id = g.indicator_id;
