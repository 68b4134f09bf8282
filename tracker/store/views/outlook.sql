-- Where the readings are heading: Theil-Sen slopes, their inner half carried from the latest reading to the due date.

CREATE TABLE outlook AS
WITH point AS (
  SELECT g.target_id, r.t, r.reading.value AS value
  FROM dated_goal AS g JOIN level AS r USING (indicator_id)
  WHERE g.due > as_of()
), enough AS (
  SELECT target_id, max(t) AS last_t, arg_max(value, t) AS last_value
  FROM point GROUP BY target_id
  HAVING count(*) >= getvariable('outlook_min_readings')
     AND max(t) - min(t) >= getvariable('outlook_min_years') - 1e-9
), slope AS (
  SELECT a.target_id, quantile_cont((b.value - a.value) / (b.t - a.t), 0.5) AS middle,
         quantile_cont((b.value - a.value) / (b.t - a.t), 0.25) AS low,
         quantile_cont((b.value - a.value) / (b.t - a.t), 0.75) AS high
  FROM point AS a JOIN point AS b ON a.target_id = b.target_id AND b.t > a.t
  GROUP BY a.target_id
), carried AS (
  SELECT g.target_id, g.comparator, g.goal, g.upper, g.tolerance, s.middle,
         e.last_value + s.low * (g.due_t - e.last_t) AS low, e.last_value + s.high * (g.due_t - e.last_t) AS high
  FROM dated_goal AS g JOIN enough AS e USING (target_id) JOIN slope AS s USING (target_id)
)
SELECT g.target_id, c.low AS outlook_low, c.high AS outlook_high, c.middle AS slope,
       CASE WHEN c.target_id IS NULL THEN 'insufficient_data'
            WHEN reaches(c.comparator, c.low, c.goal, c.upper, coalesce(c.tolerance, 0))
             AND reaches(c.comparator, c.high, c.goal, c.upper, coalesce(c.tolerance, 0)) THEN 'likely'
            WHEN CASE c.comparator WHEN 'le' THEN c.low > c.goal + 1e-9
                   WHEN 'ge' THEN c.high < c.goal - 1e-9 WHEN 'multiple' THEN c.high < c.goal - 1e-9
                   ELSE c.high < c.goal - coalesce(c.tolerance, 0) - 1e-9 OR c.low > c.goal + coalesce(c.tolerance, 0) + 1e-9
                 END THEN 'unlikely'
            ELSE 'at_risk' END AS outlook
FROM dated_goal AS g LEFT JOIN carried AS c USING (target_id)
WHERE g.due > as_of();
