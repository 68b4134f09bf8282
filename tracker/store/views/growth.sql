-- Yearly growth goals (年均增速): the geometric mean over the period, from yearly rates or from levels.
-- Rates need no base year; a missing year leaves the mean unknown.

CREATE TABLE growth AS
WITH wanted AS (
  SELECT g.target_id, g.indicator_id, g.value AS goal_rate, coalesce(year(g.starts_on) - 1, g.baseline_year) AS base_year, year(g.due) AS last_year,
         g.baseline_year, g.baseline_value
  FROM goal AS g WHERE g.comparator = 'growth' AND g.due IS NOT NULL AND coalesce(g.starts_on, make_date(g.baseline_year, 12, 31)) < g.due AND g.undefined IS NULL
), yearly AS (
  SELECT w.target_id, w.base_year, w.last_year, year(r.period_end) AS y, r.basis, r.value, r.status, r.t, r.period_end
  FROM wanted AS w JOIN best_reading AS r ON r.indicator_id = w.indicator_id AND r.months = 12
    AND year(r.period_end) BETWEEN w.base_year AND w.last_year
), base AS (
  SELECT w.target_id, coalesce(
           CASE WHEN w.baseline_year = w.base_year THEN w.baseline_value END,
           (SELECT y.value FROM yearly AS y WHERE y.target_id = w.target_id AND y.basis = 'level' AND y.y = w.base_year))
           AS level
  FROM wanted AS w
), rates AS (
  SELECT target_id, count(*) AS years, max(y) AS until, exp(sum(ln(greatest(1 + value / 100, 1e-9)))) AS factor,
         bool_or(status = 'provisional') AS is_provisional
  FROM yearly WHERE basis = 'rate' AND y > base_year GROUP BY target_id
), levels AS (
  SELECT target_id, max(y) AS until, arg_max(value, y) AS level, arg_max(status, y) = 'provisional' AS is_provisional
  FROM yearly WHERE basis = 'level' AND y > base_year GROUP BY target_id
), candidate AS (
  SELECT w.*, b.level AS base_level, r.years, r.until AS rates_until, l.until AS levels_until,
         CASE WHEN r.years = r.until - w.base_year THEN r.factor END AS rate_factor, r.is_provisional AS rates_provisional,
         CASE WHEN b.level > 0 THEN l.level / b.level END AS level_factor, l.is_provisional AS levels_provisional
  FROM wanted AS w
  JOIN base AS b USING (target_id) LEFT JOIN rates AS r USING (target_id) LEFT JOIN levels AS l USING (target_id)
), chosen AS (
  SELECT *, rate_factor IS NOT NULL
            AND (level_factor IS NULL OR rates_until >= levels_until) AS by_rates
  FROM candidate
)
SELECT target_id, goal_rate, base_year, last_year, base_level,
       years IS NOT NULL OR levels_until IS NOT NULL AS has_readings,
       coalesce(greatest(rates_until, levels_until) = last_year, FALSE) AS has_last_year,
       levels_until IS NOT NULL AND base_level IS NULL AND years IS NULL AS lacks_base,
       years IS NOT NULL AND rate_factor IS NULL AND level_factor IS NULL AS has_hole,
       CASE WHEN by_rates THEN rates_until ELSE CASE WHEN level_factor IS NOT NULL THEN levels_until END END AS until,
       CASE WHEN by_rates THEN rate_factor ELSE level_factor END AS factor,
       coalesce(CASE WHEN by_rates THEN rates_provisional ELSE levels_provisional END, FALSE) AS is_provisional
FROM chosen;
