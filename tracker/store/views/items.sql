-- Milestones and approved work items: effective due date, completion, state and days.

CREATE TABLE item AS
WITH latest AS (
  -- A proposed change does not touch the approved item until the office decides.
  SELECT task, item, arg_max(seq, rank_of(effective_on, seq)) AS seq FROM v_work_item WHERE state <> 'proposed'
  GROUP BY task, item
)
SELECT m.milestone_id AS item_id, 'milestone' AS item_kind, m.document_id, m.task_id, m.position, m.clause, m.what,
       m.wording, m.due, m.precision, m.quote, CAST(NULL AS VARCHAR) AS item_unit
FROM milestone AS m
UNION ALL
SELECT w.task || '/' || w.item, 'work_item', t.document_id, w.task, 100000 + w.seq, t.clause, w.title,
       CAST(w.due AS VARCHAR), w.due, 'day', NULL, acting(w.unit)
FROM v_work_item AS w
JOIN latest AS l ON l.seq = w.seq
JOIN task AS t ON t.task_id = w.task
WHERE w.state = 'approved';

-- Approved extensions in order. `asked_in_time` = asked before the date that then was due (rules: 时限前申请).
CREATE TABLE extension AS
WITH granted AS (
  SELECT q.item, d.seq, d.new_due, q.effective_on AS asked_on, d.document_number
  FROM v_extension_decision AS d JOIN v_extension_request AS q ON q.id = d.request WHERE d.approved
), chained AS (
  SELECT g.*, i.due, g.asked_on < coalesce(lag(g.new_due) OVER (PARTITION BY g.item ORDER BY g.seq), i.due) AS asked_in_time
  FROM granted AS g JOIN item AS i ON i.item_id = g.item
)
SELECT *, bool_and(asked_in_time) OVER (PARTITION BY item ORDER BY seq) AS unbroken FROM chained;

CREATE TABLE item_state AS
WITH extended AS (
  SELECT item, count(*) AS extensions, count(*) FILTER (WHERE asked_in_time) AS extensions_in_time,
         arg_max(new_due, seq) AS effective_due, max(new_due) FILTER (WHERE unbroken) AS honoured_due
  FROM extension GROUP BY item
), verdict AS (
  SELECT item, arg_max(verdict, seq) AS verdict, arg_max_null(document_number, seq) AS document_number,
         max(seq) FILTER (WHERE verdict = 'returned') AS returned_seq, max(seq) AS verdict_seq
  FROM v_close_out GROUP BY item
), done AS (
  SELECT n.item, arg_max(n.completed_on, n.seq) AS completed_on, arg_max_null(n.evidence, n.seq) AS evidence, max(n.seq) AS seq
  FROM v_completion AS n LEFT JOIN verdict AS x ON x.item = n.item
  WHERE n.seq > coalesce(x.returned_seq, 0) GROUP BY n.item
), tried AS (
  -- Whatever was reported done, returned or not: of such an item nobody can say that nothing was reported.
  SELECT DISTINCT item FROM completion
  WHERE effective_on <= as_of() AND recorded_at <= known_at() AND id NOT IN (SELECT id FROM replaced)
), reported AS (
  SELECT task, max(recorded_day) AS last_report FROM v_progress WHERE capacity = 'answer' GROUP BY task
), joined AS (
  SELECT i.*, coalesce(i.due <= coalesce(t.ended_on, d.ended_on), FALSE) AS fell_due_in_force,
         coalesce(e.effective_due, i.due) AS effective_due, coalesce(e.honoured_due, i.due) AS honoured_due,
         coalesce(e.extensions, 0) AS extensions, coalesce(e.extensions_in_time, 0) AS extensions_in_time,
         n.completed_on, n.evidence, x.verdict, x.document_number AS verdict_document, x.verdict_seq > n.seq AS verified,
         r.last_report, f.item IS NOT NULL AND n.item IS NULL AS is_returned,
         CASE WHEN i.task_id IS NULL OR coalesce(i.item_unit, a.unit_id) IS NOT NULL THEN w.last_close END AS last_close
  FROM item AS i
  JOIN document_now AS d USING (document_id)
  LEFT JOIN task_now AS t ON t.task_id = i.task_id
  LEFT JOIN extended AS e ON e.item = i.item_id
  LEFT JOIN verdict AS x ON x.item = i.item_id
  LEFT JOIN done AS n ON n.item = i.item_id
  LEFT JOIN tried AS f ON f.item = i.item_id
  LEFT JOIN reported AS r ON r.task = i.task_id
  LEFT JOIN answer AS a ON a.task_id = i.task_id
  LEFT JOIN closed_window AS w ON w.document_id = i.document_id AND w.task_id IS NOT DISTINCT FROM i.task_id
)
SELECT * EXCLUDE (verdict, verified, last_report, last_close, fell_due_in_force),
       CASE WHEN verdict = 'cancelled' THEN 'cancelled'
            WHEN completed_on IS NOT NULL AND verdict = 'closed' AND verified THEN 'closed'
            WHEN completed_on IS NOT NULL THEN 'completed'
            WHEN as_of() > effective_due AND (is_returned OR coalesce(last_report > effective_due, FALSE)
                 OR coalesce(last_close > effective_due, FALSE)) THEN 'overdue'
            WHEN as_of() > effective_due THEN 'awaiting_first_report'
            WHEN effective_due - as_of() <= getvariable('due_soon_days') THEN 'due_soon'
            ELSE 'on_track' END AS state,
       effective_due - as_of() AS days_left,
       due - as_of() AS original_days_left,
       NOT is_returned AND coalesce(last_close > effective_due, FALSE)
         AND NOT coalesce(last_report > effective_due, FALSE) AS is_silent,
       CASE WHEN completed_on IS NULL THEN NULL WHEN completed_on <= due THEN 'on_time'
            WHEN completed_on <= honoured_due THEN 'extended' ELSE 'late' END AS finish,
       -- 到期结转: due while its document was in force and nothing later had taken its task over, and not settled since.
       fell_due_in_force AND state NOT IN ('closed', 'cancelled') AS carried
FROM joined;
