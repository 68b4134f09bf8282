-- The state of every quantified target, the requirement, the gap four ways and the pace.
-- Order of the tests: see docs/rules.md. Percent minus percent is 个百分点; all numbers are doubles.

-- The readings each target may be judged by: that of the due period, a later final one that reaches it, the latest one.
CREATE TABLE judged_reading AS
WITH of_due AS (
  -- Best a period that ends on the due day, then the longer one.
  SELECT g.target_id, arg_max(r.reading, r.months + CASE WHEN r.period_end = g.due THEN 100 ELSE 0 END) AS due_reading
  FROM goal AS g JOIN level AS r ON r.indicator_id = g.indicator_id AND g.due BETWEEN r.period_start AND r.period_end
  GROUP BY g.target_id
), later AS (
  SELECT g.target_id, arg_min(r.reading, r.t) AS late_reading
  FROM goal AS g JOIN level AS r ON r.indicator_id = g.indicator_id AND r.period_end > g.due
  WHERE r.reading.status = 'final' AND reaches(g.comparator, r.reading.value, g.goal, g.upper, g.tolerance)
  GROUP BY g.target_id
)
SELECT g.target_id, d.due_reading, l.late_reading, n.latest, n.first,
       g.due IS NOT NULL AND (as_of() > g.due OR (as_of() = g.due AND d.due_reading IS NOT NULL)) AS is_due
FROM goal AS g
LEFT JOIN of_due AS d USING (target_id)
LEFT JOIN later AS l USING (target_id)
LEFT JOIN latest_reading AS n USING (indicator_id);

-- What the line requires at the latest reading's own date and today, and the rise of the leg the reading stands on.
CREATE TABLE requirement AS
WITH moment AS (
  SELECT g.target_id, g.indicator_id, g.due_t, j.latest.t AS reading_t, time_of(as_of()) AS now_t
  FROM judged_reading AS j JOIN goal AS g USING (target_id) WHERE NOT j.is_due
)
SELECT m.target_id,
       arg_min(path_value(l.pathway, l.t0, l.v0, l.t1, l.v1, m.reading_t), l.t1)
         FILTER (WHERE l.t0 <= m.reading_t AND (m.reading_t < l.t1 OR l.t1 = m.due_t)) AS at_reading,
       arg_min(abs(l.v1 - l.v0), l.t1)
         FILTER (WHERE l.t0 <= m.reading_t AND (m.reading_t < l.t1 OR l.t1 = m.due_t)) AS rise,
       arg_min(path_value(l.pathway, l.t0, l.v0, l.t1, l.v1, m.now_t), l.t1)
         FILTER (WHERE l.t0 <= m.now_t AND (m.now_t < l.t1 OR l.t1 = m.due_t)) AS today
FROM moment AS m
JOIN leg AS l ON l.indicator_id = m.indicator_id AND (l.t1 < m.due_t OR l.target_id = m.target_id)
GROUP BY m.target_id;

-- Yearly growth has rules of its own; see growth.sql for the mean.
CREATE TABLE growth_verdict AS
WITH measured AS (
  SELECT g.target_id, g.value, g.due, g.lag_months, g.published_by, w.* EXCLUDE (target_id),
         100 * (pow(w.factor, 1.0 / (w.until - w.base_year)) - 1) AS mean,
         getvariable('on_path_band_percent') / 100 AS band
  FROM goal AS g JOIN growth AS w USING (target_id)
)
SELECT target_id, mean, until, base_year, factor, is_provisional, as_of() >= due AS is_due,
       CASE WHEN lacks_base THEN 'no_baseline'
            WHEN as_of() >= due AND until = year(due) THEN CASE WHEN mean >= value - 1e-9 THEN 'met' ELSE 'missed' END
            WHEN as_of() > due AND NOT has_last_year
            THEN CASE WHEN lag_months IS NOT NULL AND as_of() <= published_by THEN 'awaiting_publication' ELSE 'no_reading' END
            WHEN NOT has_readings THEN 'no_reading'
            WHEN as_of() > due OR has_hole THEN 'incomplete'
            WHEN mean < 0 THEN 'below_baseline'
            WHEN as_of() > months_after(make_date(until, 12, 31), coalesce(lag_months, 0) + 12) THEN 'stale'
            WHEN mean < value * (1 - band) - 1e-9 THEN 'behind'
            WHEN mean > value * (1 + band) + 1e-9 THEN 'ahead'
            ELSE 'on_path' END AS state
FROM measured;

CREATE TABLE target_verdict AS
WITH facts AS (
  SELECT g.target_id, g.comparator, g.value, g.goal, g.upper, g.tolerance, g.due, g.undefined, g.pathway,
         j.is_due, j.due_reading, j.late_reading, j.latest, x.sign, x.v0, q.at_reading, q.rise, g.baseline_t,
         CASE WHEN g.baseline_t <= j.latest.t THEN g.baseline_value
              WHEN x.origin_t <= j.latest.t THEN x.origin_value END AS base,
         w.state AS growth_state,
         reaches(g.comparator, j.due_reading.value, g.goal, g.upper, g.tolerance) AS due_reached,
         reaches(g.comparator, j.latest.value, g.goal, g.upper, g.tolerance) AS latest_reached,
         x.sign * (q.at_reading - j.latest.value) AS path_short,
         getvariable('on_path_band_percent') / 100 * q.rise + 1e-9 AS band,
         as_of() > months_after(j.latest.period_end, coalesce(g.lag_months, 0) + j.latest.months) AS is_stale,
         as_of() <= g.published_by AND g.lag_months IS NOT NULL AS awaits_publication
  FROM goal AS g
  JOIN judged_reading AS j USING (target_id)
  JOIN direction AS x USING (target_id)
  LEFT JOIN requirement AS q USING (target_id)
  LEFT JOIN growth_verdict AS w USING (target_id)
)
SELECT target_id, CASE
  WHEN undefined IS NOT NULL THEN 'undefined'
  WHEN value IS NULL OR comparator IS NULL THEN 'awaiting_value'
  WHEN comparator = 'growth' THEN coalesce(growth_state, 'undefined')
  WHEN goal IS NULL THEN 'no_baseline'
  WHEN due IS NULL THEN CASE
    WHEN latest IS NULL THEN 'undated'
    WHEN latest_reached IS NULL THEN 'no_tolerance'
    WHEN NOT latest_reached THEN 'standing_missed'
    WHEN is_stale THEN 'stale'
    ELSE 'standing_met' END
  WHEN is_due THEN CASE
    WHEN due_reading IS NOT NULL AND due_reached IS NULL THEN 'no_tolerance'
    WHEN due_reached THEN 'met'
    WHEN late_reading IS NOT NULL AND (due_reading IS NOT NULL OR NOT awaits_publication) THEN 'met_late'
    WHEN due_reading IS NOT NULL THEN 'missed'
    WHEN awaits_publication THEN 'awaiting_publication'
    ELSE 'no_reading' END
  WHEN comparator = 'hold' THEN CASE
    WHEN latest IS NULL THEN 'no_reading' WHEN is_stale THEN 'stale'
    WHEN latest_reached THEN 'on_path' ELSE 'behind' END
  WHEN sign * (latest.value - base) < -1e-9 THEN 'below_baseline'
  WHEN pathway IS NULL THEN 'no_path'
  WHEN v0 IS NULL THEN 'no_baseline'
  WHEN latest IS NULL THEN 'no_reading'
  WHEN is_stale THEN 'stale'
  WHEN at_reading IS NULL THEN CASE WHEN rise IS NOT NULL THEN 'no_path'
    WHEN baseline_t > latest.t THEN 'stale' ELSE 'no_baseline' END
  WHEN path_short > band THEN 'behind'
  WHEN comparator = 'about' AND tolerance IS NULL THEN 'no_tolerance'
  WHEN path_short < -band THEN 'ahead'
  ELSE 'on_path' END AS state
FROM facts;

CREATE TABLE target_state AS
WITH chosen AS (
  SELECT v.target_id, v.state, j.is_due OR coalesce(w.is_due, FALSE) AS is_due,
         CASE WHEN v.state = 'met_late' THEN j.late_reading
              WHEN j.is_due THEN j.due_reading ELSE j.latest END AS reading,
         j.due_reading, j.first, j.latest, w.mean, w.until, w.base_year, w.factor, w.is_provisional AS growth_is_provisional
  FROM target_verdict AS v JOIN judged_reading AS j USING (target_id) LEFT JOIN growth_verdict AS w USING (target_id)
), placed AS (
  SELECT g.target_id, g.document_id, g.task_id, g.indicator_id, g.comparator, g.value, g.goal, g.upper, g.due, g.due_t, g.baseline_t, g.baseline_value,
         x.origin_t, x.origin_value,
         x.sign, x.v0, x.start_t, x.start_value, c.state, c.is_due, c.reading, c.first, c.latest, c.mean, c.until, c.base_year, c.factor,
         c.growth_is_provisional, c.due_reading.value AS due_value, g.comparator = 'growth' AS is_growth,
         CASE WHEN g.comparator <> 'growth' THEN c.reading.value
              WHEN c.state NOT IN ('awaiting_publication', 'no_reading', 'incomplete') THEN c.mean END AS judged_value,
         CASE WHEN c.is_due THEN g.goal ELSE q.at_reading END AS required_at_reading,
         CASE WHEN c.is_due THEN g.goal ELSE q.today END AS required_today
  FROM chosen AS c
  JOIN goal AS g USING (target_id)
  JOIN direction AS x USING (target_id)
  LEFT JOIN requirement AS q USING (target_id)
), on_line AS (
  -- The latest point of the broken line that has the reading's value.
  SELECT p.target_id, max(CASE l.pathway
           WHEN 'linear' THEN l.t0 + (p.judged_value - l.v0) / (l.v1 - l.v0) * (l.t1 - l.t0)
           WHEN 'compound' THEN CASE WHEN l.v0 > 0 AND l.v1 > 0 AND p.judged_value > 0
             THEN l.t0 + ln(p.judged_value / l.v0) / ln(l.v1 / l.v0) * (l.t1 - l.t0) END END) AS line_t
  FROM placed AS p JOIN leg AS l ON l.indicator_id = p.indicator_id AND l.v1 <> l.v0
    AND (l.t1 < p.due_t OR l.target_id = p.target_id)
  WHERE (p.judged_value - l.v0) / (l.v1 - l.v0) BETWEEN 0 AND 1
  GROUP BY p.target_id
), gaps AS (
  SELECT p.*, b.line_t,
         -- 到期结转: due while its document was in force and nothing later had taken its task over, and not reached yet.
         coalesce(p.due <= coalesce(t.ended_on, d.ended_on), FALSE) AND state NOT IN ('met', 'met_late', 'undefined') AS carried,
         CASE WHEN is_growth THEN p.value - judged_value ELSE shortfall(comparator, judged_value, goal, upper) END AS gap_to_goal,
         CASE WHEN is_growth OR comparator = 'hold' THEN NULL
              WHEN state IN ('met', 'missed') THEN shortfall(comparator, judged_value, goal, upper)
              WHEN NOT is_due AND due IS NOT NULL THEN sign * (required_at_reading - judged_value) END AS gap_to_path
  FROM placed AS p JOIN document_now AS d USING (document_id) LEFT JOIN task_now AS t ON t.task_id = p.task_id LEFT JOIN on_line AS b USING (target_id)
)
SELECT g.target_id, g.state, g.is_due, g.carried, g.sign, g.v0 AS leg_start, g.judged_value, g.reading.period AS reading_period,
       g.reading.period_end AS reading_on, g.reading.source AS reading_source, g.reading.id AS reading_record,
       g.latest.value AS latest_value, g.latest.period AS latest_period, g.latest.period_end AS latest_on,
       CASE WHEN g.judged_value IS NULL THEN FALSE WHEN g.is_growth THEN g.growth_is_provisional
            ELSE g.reading.status = 'provisional' END AS is_provisional,
       CASE WHEN g.state = 'met_late' THEN shortfall(g.comparator, g.due_value, g.goal, g.upper) END AS short_at_due,
       CASE WHEN g.state = 'met_late' THEN g.reading.period_end END AS late_on,
       g.until AS growth_until, g.base_year AS growth_base_year,
       round(g.required_at_reading, 9) AS required_at_reading, round(g.required_today, 9) AS required_today,
       round(g.gap_to_goal, 9) AS gap_to_goal, round(g.gap_to_path, 9) AS gap_to_path,
       CASE WHEN g.gap_to_path IS NULL THEN NULL
            WHEN g.gap_to_path <= 1e-9 THEN 0.0
            WHEN g.sign * (g.judged_value - g.start_value) < -1e-9 THEN g.reading.t - g.start_t
            WHEN g.line_t IS NOT NULL THEN round(greatest(g.reading.t - g.line_t, 0), 9) END AS years_behind,
       g.gap_to_path > 1e-9 AND g.sign * (g.judged_value - g.start_value) < -1e-9 AS years_behind_is_floor,
       CASE WHEN g.is_growth AND NOT g.is_due AND year(g.due) > g.until
            THEN round(100 * (pow(pow(1 + g.value / 100, year(g.due) - g.base_year) / g.factor,
                                  1.0 / (year(g.due) - g.until)) - 1), 9)
            WHEN NOT g.is_growth AND g.comparator <> 'hold' AND NOT g.is_due AND g.due_t > g.reading.t
            THEN round((g.goal - g.judged_value) / (g.due_t - g.reading.t), 9) END AS needed_pace,
       CASE WHEN g.is_growth THEN g.mean
            WHEN g.reading.t > g.baseline_t
            THEN round((g.judged_value - g.baseline_value) / (g.reading.t - g.baseline_t), 9)
            WHEN g.reading.t > g.origin_t
            THEN round((g.judged_value - g.origin_value) / (g.reading.t - g.origin_t), 9)
            WHEN g.reading.t > g.first.t
            THEN round((g.judged_value - g.first.value) / (g.reading.t - g.first.t), 9) END AS achieved_pace,
       o.outlook, o.outlook_low, o.outlook_high
FROM gaps AS g LEFT JOIN outlook AS o USING (target_id);
