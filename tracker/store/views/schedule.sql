-- 超进度 / 达进度 / 欠进度 / 已完成 / 其它: every judged task in exactly one class, tested from the worst down.
-- A task with a goal for the year is measured by it, in the last closed window; any other by its items and targets.
-- What nobody knows is 其它 with its reason, never on schedule; what is red, or yellow for being behind, is 欠进度.

CREATE TABLE schedule AS
WITH hit AS (
  SELECT task_id, bool_or(rule IN ('R1', 'R2', 'R3', 'R4', 'Y1', 'Y2')) AS is_behind,
         bool_or(inputs->>'what' = 'plan_fault') AS is_faulty, bool_or(inputs->>'what' = 'no_lead') AS is_nobodys,
         bool_or(inputs->>'what' IN ('silence', 'nothing_reported') OR inputs->>'state' = 'awaiting_first_report') AS is_silent,
         bool_or(rule = 'G0' AND inputs->>'what' = 'target') AS is_unjudged
  FROM rule_hit GROUP BY task_id
), item_part AS (
  SELECT task_id, count(*) FILTER (WHERE state IN ('completed', 'closed')) AS done,
         count(*) FILTER (WHERE state NOT IN ('completed', 'closed', 'cancelled')) AS open
  FROM item_state WHERE task_id IS NOT NULL GROUP BY task_id
), target_part AS (
  SELECT g.task_id, count(*) FILTER (WHERE t.state IN ('met', 'met_late')) AS done,
         count(*) FILTER (WHERE t.state NOT IN ('met', 'met_late')) AS open,
         count(*) FILTER (WHERE t.state = 'ahead') AS ahead
  FROM target_state AS t JOIN goal AS g USING (target_id) WHERE g.task_id IS NOT NULL GROUP BY g.task_id
), fact AS (
  SELECT h.*, y.task_id IS NOT NULL AS has_year_goal, y.percent, y.lag,
         coalesce(i.done, 0) + coalesce(t.done, 0) AS done, coalesce(i.open, 0) AS open_items,
         coalesce(t.open, 0) AS open_targets, coalesce(t.ahead, 0) AS ahead
  FROM hit AS h
  LEFT JOIN annual_lag AS y USING (task_id)
  LEFT JOIN item_part AS i USING (task_id)
  LEFT JOIN target_part AS t USING (task_id)
), placed AS (
  SELECT task_id, percent, lag,
    CASE WHEN is_behind THEN 'behind'
         WHEN is_faulty THEN 'other:plan_fault'
         WHEN is_nobodys THEN 'other:no_lead'
         WHEN has_year_goal THEN CASE
           WHEN percent IS NULL THEN 'other:not_reported'
           WHEN percent >= 100 THEN 'done'
           WHEN lag < -1e-9 THEN 'ahead'
           ELSE 'on_schedule' END
         WHEN done > 0 AND open_items + open_targets = 0 THEN 'done'
         WHEN is_silent THEN 'other:not_reported'
         WHEN is_unjudged THEN 'other:not_judged'
         -- Nothing but targets is open, and each of them is ahead.
         WHEN open_items = 0 AND open_targets > 0 AND ahead = open_targets THEN 'ahead'
         WHEN open_targets > 0 THEN 'on_schedule'
         WHEN open_items > 0 THEN 'other:not_due'
         ELSE 'other:no_measure' END AS place
  FROM fact
)
SELECT task_id, split_part(place, ':', 1) AS class, nullif(split_part(place, ':', 2), '') AS reason, percent, lag FROM placed;
