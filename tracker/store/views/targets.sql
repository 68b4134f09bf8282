-- The state of every quantified target, the requirement, the gap four ways and the pace.
-- Order of the tests: see docs/rules.md. Percent minus percent is 个百分点; all numbers are doubles.

-- The reading each target is judged by: that of the due period once it is due, else the latest one.
CREATE TABLE judged_reading AS
WITH of_due AS (
  SELECT g.target_id, arg_max(r.record_id, r.months + CASE r.status WHEN 'final' THEN 100 ELSE 0 END) AS due_record
  FROM goal AS g JOIN best_reading AS r ON r.indicator_id = g.indicator_id AND r.basis = 'level'
    AND g.due BETWEEN r.period_start AND r.period_end
  GROUP BY g.target_id
), later AS (
  SELECT g.target_id, arg_min(r.record_id, r.t) AS late_record
  FROM goal AS g JOIN best_reading AS r ON r.indicator_id = g.indicator_id AND r.basis = 'level'
    AND r.status = 'final' AND r.period_start > g.due
    AND reaches(g.comparator, r.value, g.goal, g.upper, g.tolerance)
  GROUP BY g.target_id
)
SELECT g.target_id, d.due_record, l.late_record, n.record_id AS latest_record, n.first_t, n.first_value,
       g.due IS NOT NULL AND (as_of() > g.due OR (as_of() = g.due AND d.due_record IS NOT NULL)) AS is_due
FROM goal AS g
LEFT JOIN of_due AS d USING (target_id)
LEFT JOIN later AS l USING (target_id)
LEFT JOIN latest_reading AS n USING (indicator_id);

-- What the line requires at the reading's own date and today.
CREATE TABLE requirement AS
WITH moment AS (
  SELECT j.target_id, g.indicator_id, g.due_t, r.t AS reading_t, time_of(as_of()) AS now_t
  FROM judged_reading AS j JOIN goal AS g USING (target_id)
  LEFT JOIN best_reading AS r ON r.record_id = j.latest_record
  WHERE NOT j.is_due
)
SELECT m.target_id,
       arg_min(path_value(l.pathway, l.t0, l.v0, l.t1, l.v1, m.reading_t), l.t1)
         FILTER (WHERE l.t0 <= m.reading_t AND (m.reading_t < l.t1 OR l.t1 = m.due_t)) AS at_reading,
       arg_min(path_value(l.pathway, l.t0, l.v0, l.t1, l.v1, m.now_t), l.t1)
         FILTER (WHERE l.t0 <= m.now_t AND (m.now_t < l.t1 OR l.t1 = m.due_t)) AS today
FROM moment AS m JOIN leg AS l ON l.indicator_id = m.indicator_id AND l.t1 <= m.due_t
GROUP BY m.target_id;

CREATE TABLE target_verdict AS
WITH facts AS (
  SELECT g.*, j.is_due, j.first_t, j.first_value, x.sign,
         CASE WHEN j.is_due THEN coalesce(d.value, f.value) ELSE n.value END AS reading,
         CASE WHEN j.is_due THEN coalesce(d.record_id, f.record_id) ELSE n.record_id END AS reading_record,
         d.value AS due_value, f.value AS late_value, f.record_id AS late_record, f.period_end AS late_on,
         n.value AS latest_value, n.period_end AS latest_on, n.months AS latest_months, n.record_id AS latest_record,
         l.t0, l.v0, q.at_reading, q.today, o.value AS origin_value, w.factor AS growth_factor,
         w.until AS growth_until, w.base_year AS growth_base_year, w.has_readings AS growth_has_readings,
         w.lacks_base AS growth_lacks_base, w.has_hole AS growth_has_hole, w.is_provisional AS growth_is_provisional,
         100 * (pow(w.factor, 1.0 / (w.until - w.base_year)) - 1) AS growth_mean,
         reaches(g.comparator, d.value, g.goal, g.upper, g.tolerance) AS due_reached,
         reaches(g.comparator, n.value, g.goal, g.upper, g.tolerance) AS latest_reached,
         as_of() > n.period_end + to_months(coalesce(g.lag_months, 0) + n.months) AS is_stale,
         as_of() <= g.published_by AND g.lag_months IS NOT NULL AS awaits_publication
  FROM goal AS g
  JOIN judged_reading AS j USING (target_id)
  JOIN direction AS x USING (target_id)
  LEFT JOIN best_reading AS d ON d.record_id = j.due_record
  LEFT JOIN best_reading AS f ON f.record_id = j.late_record
  LEFT JOIN best_reading AS n ON n.record_id = j.latest_record
  LEFT JOIN leg AS l USING (target_id)
  LEFT JOIN requirement AS q USING (target_id)
  LEFT JOIN origin AS o ON o.indicator_id = g.indicator_id
  LEFT JOIN growth AS w USING (target_id)
), measured AS (
  SELECT *, getvariable('on_path_band_percent') / 100 AS band,
         sign * (at_reading - latest_value) AS path_short
  FROM facts
)
SELECT *, CASE
  WHEN undefined IS NOT NULL THEN 'undefined'
  WHEN value IS NULL OR comparator IS NULL THEN 'awaiting_value'
  WHEN comparator = 'growth' THEN CASE
    WHEN starts_on IS NULL OR due IS NULL THEN 'undefined'
    WHEN growth_lacks_base THEN 'no_baseline'
    WHEN as_of() >= due AND growth_until = year(due) THEN
      CASE WHEN growth_mean >= value - 1e-9 THEN 'met' ELSE 'missed' END
    WHEN as_of() > due AND awaits_publication THEN 'awaiting_publication'
    WHEN NOT coalesce(growth_has_readings, FALSE) THEN 'no_reading'
    WHEN as_of() > due OR growth_has_hole THEN 'incomplete'
    WHEN growth_mean < 0 THEN 'below_baseline'
    WHEN as_of() > make_date(growth_until, 12, 31) + to_months(coalesce(lag_months, 0) + 12) THEN 'stale'
    WHEN growth_mean < value * (1 - band) - 1e-9 THEN 'behind'
    WHEN growth_mean > value * (1 + band) + 1e-9 THEN 'ahead'
    ELSE 'on_path' END
  WHEN goal IS NULL THEN 'no_baseline'
  WHEN due IS NULL THEN CASE
    WHEN latest_record IS NULL THEN 'undated'
    WHEN latest_reached IS NULL THEN 'no_tolerance'
    WHEN NOT latest_reached THEN 'standing_missed'
    WHEN is_stale THEN 'stale'
    ELSE 'standing_met' END
  WHEN is_due THEN CASE
    WHEN due_value IS NOT NULL AND due_reached IS NULL THEN 'no_tolerance'
    WHEN due_reached THEN 'met'
    WHEN late_record IS NOT NULL THEN 'met_late'
    WHEN due_value IS NOT NULL THEN 'missed'
    WHEN awaits_publication THEN 'awaiting_publication'
    ELSE 'no_reading' END
  WHEN comparator = 'hold' THEN CASE
    WHEN latest_record IS NULL THEN 'no_reading' WHEN is_stale THEN 'stale'
    WHEN latest_reached THEN 'on_path' ELSE 'behind' END
  WHEN latest_record IS NOT NULL AND sign * (latest_value - origin_value) < -1e-9 THEN 'below_baseline'
  WHEN pathway IS NULL THEN 'no_path'
  WHEN v0 IS NULL THEN 'no_baseline'
  WHEN latest_record IS NULL THEN 'no_reading'
  WHEN is_stale THEN 'stale'
  WHEN at_reading IS NULL THEN 'no_baseline'
  WHEN path_short > band * abs(goal - v0) + 1e-9 THEN 'behind'
  WHEN comparator = 'about' AND tolerance IS NULL THEN 'no_tolerance'
  WHEN path_short < -band * abs(goal - v0) - 1e-9 THEN 'ahead'
  ELSE 'on_path' END AS state
FROM measured;

CREATE TABLE target_state AS
WITH placed AS (
  SELECT v.*, r.t AS reading_t, r.period AS reading_period, r.period_end AS reading_on,
         r.source AS reading_source, r.status AS reading_status,
         state IN ('met', 'missed', 'met_late') AS is_judged,
         CASE WHEN comparator = 'growth' THEN growth_mean
              WHEN state = 'met_late' THEN late_value
              WHEN state IN ('awaiting_publication', 'no_reading') THEN NULL ELSE v.reading END AS judged_value
  FROM target_verdict AS v LEFT JOIN best_reading AS r ON r.record_id = v.reading_record
), on_line AS (
  -- The latest point of the broken line that has the reading's value: how far behind in years the reading is.
  SELECT p.target_id, max(l.t0 + (p.judged_value - l.v0) / (l.v1 - l.v0) * (l.t1 - l.t0)) AS line_t
  FROM placed AS p JOIN leg AS l ON l.indicator_id = p.indicator_id AND l.t1 <= p.due_t AND l.v1 <> l.v0
  WHERE l.pathway = 'linear' AND (p.judged_value - l.v0) / (l.v1 - l.v0) BETWEEN 0 AND 1
  GROUP BY p.target_id
), log_line AS (
  SELECT p.target_id, max(l.t0 + ln(p.judged_value / l.v0) / ln(l.v1 / l.v0) * (l.t1 - l.t0)) AS line_t
  FROM placed AS p JOIN leg AS l ON l.indicator_id = p.indicator_id AND l.t1 <= p.due_t AND l.v1 <> l.v0
  WHERE l.pathway = 'compound' AND l.v0 > 0 AND l.v1 > 0 AND p.judged_value > 0
    AND (p.judged_value - l.v0) / (l.v1 - l.v0) BETWEEN 0 AND 1
  GROUP BY p.target_id
), line_start AS (
  SELECT indicator_id, min(t0) AS t, arg_min(v0, t0) AS start_value
  FROM leg WHERE pathway IN ('linear', 'compound') GROUP BY indicator_id
), gaps AS (
  SELECT p.*,
         CASE WHEN is_due THEN goal ELSE at_reading END AS required_at_reading,
         CASE WHEN is_due THEN goal ELSE today END AS required_today,
         CASE WHEN comparator = 'growth' THEN p.value - growth_mean
              ELSE shortfall(comparator, judged_value, goal, upper) END AS gap_to_goal,
         CASE WHEN state IN ('met', 'missed') AND comparator <> 'growth' THEN shortfall(comparator, judged_value, goal, upper)
              WHEN NOT is_due AND due IS NOT NULL AND comparator NOT IN ('growth', 'hold') THEN sign * (at_reading - judged_value)
              END AS gap_to_path,
         greatest(b.line_t, k.line_t) AS line_t, s.t AS start_t, s.start_value
  FROM placed AS p
  LEFT JOIN on_line AS b USING (target_id) LEFT JOIN log_line AS k USING (target_id)
  LEFT JOIN line_start AS s ON s.indicator_id = p.indicator_id
)
SELECT g.target_id, g.document_id, g.task_id, g.position, g.clause, g.indicator_id, g.indicator, g.scope, g.comparator,
       g.value, g.value_text, g.value_is_set, g.upper, g.unit_of_measure, g.reading_unit, g.due, g.wording, g.starts_on,
       g.modality, g.reduction, g.baseline_year, g.baseline_value, g.pathway, g.tolerance, g.lag_months, g.published_by,
       g.reporting_unit, g.set_by, g.undefined, g.quote, g.goal, g.sign, g.is_due, g.state,
       g.judged_value, g.reading_period, g.reading_on, g.reading_source, g.reading_record,
       CASE WHEN g.comparator = 'growth' THEN g.growth_is_provisional ELSE g.reading_status = 'provisional' END
         AND g.judged_value IS NOT NULL AS is_provisional,
       CASE WHEN g.state = 'met_late' THEN shortfall(g.comparator, g.due_value, g.goal, g.upper) END AS short_at_due,
       CASE WHEN g.state = 'met_late' THEN g.late_on END AS late_on,
       g.latest_value, g.latest_on, g.growth_until, g.growth_base_year,
       round(g.required_at_reading, 9) AS required_at_reading, round(g.required_today, 9) AS required_today,
       round(g.gap_to_goal, 9) AS gap_to_goal, round(g.gap_to_path, 9) AS gap_to_path,
       CASE WHEN g.gap_to_path IS NULL OR g.comparator IN ('growth', 'hold') THEN NULL
            WHEN g.gap_to_path <= 1e-9 THEN 0.0
            WHEN g.sign * (g.judged_value - g.start_value) < -1e-9 THEN g.reading_t - g.start_t
            ELSE round(greatest(g.reading_t - g.line_t, 0), 9) END AS years_behind,
       g.gap_to_path > 1e-9 AND g.sign * (g.judged_value - g.start_value) < -1e-9 AS years_behind_is_floor,
       CASE WHEN NOT g.is_due AND g.due IS NOT NULL AND g.comparator NOT IN ('growth', 'hold') AND g.due_t > g.reading_t
            THEN round((g.goal - g.judged_value) / (g.due_t - g.reading_t), 9)
            WHEN g.comparator = 'growth' AND NOT g.is_due AND year(g.due) > g.growth_until
            THEN round(100 * (pow(pow(1 + g.value / 100, year(g.due) - g.growth_base_year) / g.growth_factor,
                                  1.0 / (year(g.due) - g.growth_until)) - 1), 9) END AS needed_pace,
       CASE WHEN g.comparator = 'growth' THEN g.growth_mean
            WHEN g.baseline_t IS NOT NULL AND g.reading_t > g.baseline_t
            THEN round((g.judged_value - g.baseline_value) / (g.reading_t - g.baseline_t), 9)
            WHEN g.reading_t > g.first_t THEN round((g.judged_value - g.first_value) / (g.reading_t - g.first_t), 9)
            END AS achieved_pace,
       o.outlook, o.outlook_low, o.outlook_high
FROM gaps AS g LEFT JOIN outlook AS o USING (target_id);
