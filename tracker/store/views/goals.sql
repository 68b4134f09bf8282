-- Each target with what the office has set where the text leaves it open; the latest setting of a field holds.
-- A value the text itself states is never replaced.

CREATE TABLE goal AS
WITH setting AS (
  SELECT target AS target_id,
         arg_max(value, moment) FILTER (WHERE value IS NOT NULL) AS value,
         arg_max(comparator, moment) FILTER (WHERE comparator IS NOT NULL) AS comparator,
         arg_max(unit_of_measure, moment) FILTER (WHERE unit_of_measure IS NOT NULL) AS unit_of_measure,
         arg_max(baseline_year, moment) FILTER (WHERE baseline_value IS NOT NULL) AS baseline_year,
         arg_max(baseline_value, moment) FILTER (WHERE baseline_value IS NOT NULL) AS baseline_value,
         arg_max(pathway, moment) FILTER (WHERE pathway IS NOT NULL) AS pathway,
         arg_max(tolerance, moment) FILTER (WHERE tolerance IS NOT NULL) AS tolerance,
         arg_max(lag_months, moment) FILTER (WHERE lag_months IS NOT NULL) AS lag_months,
         acting(arg_max(reporting_unit, moment) FILTER (WHERE reporting_unit IS NOT NULL)) AS reporting_unit,
         count(*) AS settings
  FROM (SELECT *, rank_of(effective_on, seq) AS moment FROM v_target_setting) GROUP BY target
), merged AS (
  SELECT t.* EXCLUDE (value, comparator, unit_of_measure, baseline_year, baseline_value, pathway, tolerance),
         i.name AS indicator, i.scope, t.value IS NULL AND s.value IS NOT NULL AS value_is_set,
         coalesce(t.value, s.value) AS value,
         coalesce(t.comparator, s.comparator) AS comparator,
         coalesce(t.unit_of_measure, s.unit_of_measure) AS unit_of_measure,
         CASE WHEN t.baseline_value IS NULL THEN coalesce(s.baseline_year, t.baseline_year) ELSE t.baseline_year END
           AS baseline_year,
         coalesce(t.baseline_value, s.baseline_value) AS baseline_value,
         coalesce(t.pathway, s.pathway) AS pathway, coalesce(t.tolerance, s.tolerance) AS tolerance,
         s.lag_months, s.reporting_unit, coalesce(s.settings, 0) AS settings,
         coalesce(i.unit_of_measure, CASE WHEN coalesce(t.comparator, s.comparator) NOT IN ('growth', 'multiple')
           THEN coalesce(t.unit_of_measure, s.unit_of_measure) END) AS reading_unit
  FROM target AS t
  LEFT JOIN setting AS s USING (target_id)
  LEFT JOIN indicator AS i USING (indicator_id)
)
SELECT m.*, CASE WHEN m.comparator = 'multiple' THEN m.value * m.baseline_value ELSE m.value END AS goal,
       time_of(m.due) AS due_t,
       CASE WHEN m.baseline_value IS NOT NULL THEN m.baseline_year + 1.0::DOUBLE END AS baseline_t,
       months_after(m.due, coalesce(m.lag_months, 0)) AS published_by
FROM merged AS m;
