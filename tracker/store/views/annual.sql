-- Annual progress: lag behind 序时进度 in the last closed window, and years whose goal was left unfinished.

CREATE TABLE current_progress AS
WITH latest AS (
  SELECT task, period, max(seq) AS seq FROM v_progress WHERE capacity = 'answer' GROUP BY task, period
)
SELECT p.* FROM v_progress AS p JOIN latest AS l ON l.seq = p.seq;

CREATE TABLE current_year_goal AS
WITH latest AS (
  SELECT task, "year", arg_max(seq, rank_of(effective_on, seq)) AS seq FROM v_year_goal GROUP BY task, "year"
)
SELECT g.* FROM v_year_goal AS g JOIN latest AS l ON l.seq = g.seq;

CREATE TABLE annual_lag AS
WITH last_window AS (
  SELECT arg_max(period, period_end) AS period, max(period_end) AS period_end FROM seen_window WHERE is_closed
)
SELECT g.task AS task_id, g."year", g.goal, w.period, p.percent, 25.0::DOUBLE * quarter(w.period_end) AS scheduled,
       25.0::DOUBLE * quarter(w.period_end) - p.percent AS lag
FROM current_year_goal AS g
JOIN last_window AS w ON year(w.period_end) = g."year"
LEFT JOIN current_progress AS p ON p.task = g.task AND p.period = w.period;

-- Below 100 % at the year's end; settled by a later full report or by resetting that year's goal with a reason.
CREATE TABLE unfinished_year AS
SELECT g.task AS task_id, g."year", p.percent
FROM current_year_goal AS g
JOIN seen_window AS w ON w."year" = g."year" AND w.quarter = 4 AND w.is_closed
JOIN current_progress AS p ON p.task = g.task AND p.period = w.period
WHERE p.percent < 100 AND NOT (g.reason IS NOT NULL AND g.seq > p.seq);
