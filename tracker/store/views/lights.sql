-- The light of a task: every rule that holds with its inputs; the first in rank gives the light.

CREATE TABLE target_rule AS
SELECT g.task_id, t.target_id, g.position,
       CASE WHEN t.state IN ('missed', 'standing_missed', 'below_baseline') THEN 'R2'
            -- Only of somebody who owes it; a collective owes nothing.
            WHEN t.state = 'no_reading' AND t.is_due AND w.last_close > g.published_by
              AND coalesce(g.reporting_unit, a.unit_id) IS NOT NULL THEN 'R2'
            WHEN t.state = 'behind' THEN 'Y2'
            WHEN t.state = 'met_late'
              AND as_of() <= t.late_on + to_months(getvariable('late_finish_yellow_months')::INTEGER) THEN 'Y3'
            WHEN t.state IN ('no_reading', 'stale', 'no_path', 'no_baseline', 'no_tolerance', 'incomplete',
              'awaiting_value', 'awaiting_publication', 'undated', 'undefined') THEN 'G0' END AS rule,
       json_object('what', 'target', 'id', t.target_id, 'indicator', g.indicator, 'state', t.state,
         'due', g.due, 'goal', g.goal, 'unit_of_measure', g.unit_of_measure, 'value', t.judged_value,
         'gap_to_goal', t.gap_to_goal, 'gap_to_path', t.gap_to_path, 'period', t.reading_period,
         'short_at_due', t.short_at_due, 'is_provisional', t.is_provisional, 'set_by', g.set_by,
         'undefined', g.undefined) AS inputs
FROM target_state AS t JOIN goal AS g USING (target_id)
LEFT JOIN answer AS a ON a.task_id = g.task_id LEFT JOIN closed_window AS w ON w.task_id = g.task_id;

CREATE TABLE item_rule AS
SELECT i.task_id, i.item_id, i.position,
       CASE WHEN i.state = 'overdue' THEN 'R1'
            WHEN i.state IN ('completed', 'closed') AND i.finish = 'late'
              AND as_of() <= i.completed_on + to_months(getvariable('late_finish_yellow_months')::INTEGER) THEN 'Y3'
            WHEN i.state = 'awaiting_first_report' THEN 'G0'
            WHEN i.state = 'due_soon' THEN 'B1' END AS rule,
       json_object('what', i.item_kind, 'id', i.item_id, 'title', i.what, 'state', i.state, 'due', i.due,
         'effective_due', i.effective_due, 'days', abs(i.days_left), 'days_past_original', greatest(-i.original_days_left, 0),
         'extensions', i.extensions, 'is_silent', i.is_silent, 'finish', i.finish, 'completed_on', i.completed_on) AS inputs
FROM item_state AS i;

CREATE TABLE rule_hit AS
WITH hit AS (
  SELECT task_id, rule, position AS part, inputs FROM item_rule WHERE rule IS NOT NULL
  UNION ALL
  SELECT task_id, 'B2', position, inputs
  FROM (SELECT i.task_id, i.position, r.inputs FROM item_state AS i JOIN item_rule AS r USING (item_id) WHERE i.state = 'completed')
  UNION ALL
  SELECT task_id, rule, position, inputs FROM target_rule WHERE rule IS NOT NULL
  UNION ALL
  SELECT task_id, CASE WHEN lag > getvariable('severe_lag') THEN 'R3' ELSE 'Y1' END, 0,
         json_object('what', 'lag', 'period', period, 'percent', percent, 'scheduled', scheduled, 'lag', lag,
           'threshold', CASE WHEN lag > getvariable('severe_lag') THEN getvariable('severe_lag')
                        ELSE getvariable('behind_lag') END)
  FROM annual_lag WHERE lag > getvariable('behind_lag')
  UNION ALL
  SELECT task_id, 'R3', 0, json_object('what', 'unfinished_year', 'year', "year", 'percent', percent) FROM unfinished_year
  UNION ALL
  SELECT task_id, CASE WHEN missed_in_row >= 2 THEN 'R4' ELSE 'Y3' END, 0,
         json_object('what', 'silence', 'windows', missed_in_row, 'period', closed_period)
  FROM freshness WHERE missed_in_row >= 1
  UNION ALL
  SELECT t.task_id, 'G0', -1, json_object('what', 'no_lead')
  FROM task AS t JOIN answer AS a USING (task_id) WHERE a.unit_id IS NULL
  UNION ALL
  SELECT task_id, 'G0', 0, json_object('what', 'plan_fault') FROM plan_fault
  UNION ALL
  SELECT t.task_id, 'G0', -1, json_object('what', 'nothing_reported',
           'elsewhere', d.jurisdiction <> coalesce(getvariable('home'), d.jurisdiction))
  FROM task AS t JOIN document AS d USING (document_id) JOIN answer AS a ON a.task_id = t.task_id AND a.unit_id IS NOT NULL
  WHERE NOT EXISTS (SELECT 1 FROM v_progress AS p WHERE p.task = t.task_id)
    AND NOT EXISTS (SELECT 1 FROM v_completion AS n JOIN item AS i ON i.item_id = n.item WHERE i.task_id = t.task_id)
    AND NOT EXISTS (SELECT 1 FROM v_reading AS r JOIN indicator_line AS e ON e.source_id = r.indicator
                    JOIN target AS g USING (indicator_id) WHERE g.task_id = t.task_id)
  UNION ALL
  SELECT l.task_id, 'G0', 0, json_object('what', 'lag_unknown', 'period', l.period)
  FROM annual_lag AS l JOIN task_window AS w ON w.task_id = l.task_id AND w.period = l.period WHERE l.percent IS NULL
)
SELECT h.task_id, h.rule, h.part, h.inputs,
       list_position(['R1', 'R2', 'R3', 'R4', 'Y1', 'Y2', 'Y3', 'G0', 'B1', 'B2', 'G1'], h.rule) AS rank,
       CASE left(h.rule, 1) WHEN 'R' THEN 'red' WHEN 'Y' THEN 'yellow' WHEN 'B' THEN 'blue'
         ELSE CASE h.rule WHEN 'G0' THEN 'grey' ELSE 'green' END END AS light
FROM (SELECT * FROM hit UNION ALL
      SELECT t.task_id, 'G1', 0, json_object('what', 'nothing_wrong') FROM task AS t
      WHERE t.task_id NOT IN (SELECT h.task_id FROM hit AS h WHERE h.task_id IS NOT NULL)) AS h
JOIN task AS k ON k.task_id = h.task_id AND k.judged;

CREATE TABLE task_light AS
SELECT task_id, arg_min(rule, rank) AS rule, arg_min(light, rank) AS light FROM rule_hit GROUP BY task_id;
