-- Supervision notices, leaders' instructions, receipts and requests for more time, each with its state on the day. Nothing here moves a light.

-- What a unit last said on a task or notice it was given, and the office's answer to an objection.
CREATE TABLE receipt_last AS
WITH said AS (
  SELECT task, notice, acting(unit) AS unit_id, max(seq) AS seq, arg_max(state, seq) AS state, arg_max(reason, seq) AS reason,
         arg_max(capacity, seq) AS capacity, arg_max(effective_on, seq) AS said_on
  FROM receipt WHERE counts(id, effective_on, recorded_at) GROUP BY task, notice, acting(unit)
), answered AS (
  SELECT task, notice, acting(unit) AS unit_id, max(seq) AS seq, arg_max(approved, seq) AS approved, arg_max(reason, seq) AS answer
  FROM objection_decision WHERE counts(id, effective_on, recorded_at) GROUP BY task, notice, acting(unit)
)
SELECT s.* EXCLUDE (state),
       CASE WHEN s.state = 'signed' THEN 'signed' WHEN coalesce(a.seq < s.seq, TRUE) THEN 'objected'
            WHEN a.approved THEN 'released' ELSE 'upheld' END AS state,
       CASE WHEN a.seq > s.seq THEN a.answer END AS answer
FROM said AS s
LEFT JOIN answered AS a ON a.task IS NOT DISTINCT FROM s.task AND a.notice IS NOT DISTINCT FROM s.notice AND a.unit_id = s.unit_id;

-- Every unit that has a part in a task of the home jurisdiction that is in force. Whoever signed as one of several signs
-- again once it leads.
CREATE TABLE receipt_now AS
SELECT u.task_id, t.document_id, t.position, t.clause, t.title, u.unit_id, n.name AS unit, n.position AS unit_position, u.leads, r.said_on,
       r.reason, r.answer,
       CASE WHEN r.state IS NULL OR (r.state = 'signed' AND u.leads AND r.capacity = 'contribution') THEN 'unsigned'
            ELSE r.state END AS state,
       coalesce(r.state = 'signed' AND u.leads AND r.capacity = 'contribution', FALSE) AS leads_since
FROM (SELECT unit_id, task_id, coalesce(bool_or(leads), FALSE) AS leads FROM unit_task GROUP BY ALL) AS u
JOIN task AS t USING (task_id)
JOIN task_now AS m ON m.task_id = t.task_id AND m.in_force
JOIN document AS d ON d.document_id = t.document_id AND d.jurisdiction = coalesce(getvariable('home'), d.jurisdiction)
JOIN unit AS n ON n.unit_id = u.unit_id AND NOT n.collective
LEFT JOIN receipt_last AS r ON r.task = u.task_id AND r.unit_id = u.unit_id;

CREATE TABLE notice_now AS
WITH issued AS (
  SELECT *, acting(unit) AS unit_id FROM notice WHERE counts(id, effective_on, recorded_at)
), closed AS (
  SELECT notice, max(effective_on) FILTER (WHERE verdict = 'settled') AS settled_on,
         max(seq) FILTER (WHERE verdict = 'returned') AS returned_seq,
         arg_max(reason, seq) FILTER (WHERE verdict = 'returned') AS returned_reason
  FROM notice_closed WHERE counts(id, effective_on, recorded_at) GROUP BY notice
), reply AS (
  SELECT r.notice, max(r.effective_on) AS replied_on, arg_max(r.text, r.seq) AS reply, arg_max(r.measures, r.seq) AS measures
  FROM notice_reply AS r LEFT JOIN closed AS c USING (notice)
  WHERE counts(r.id, r.effective_on, r.recorded_at) AND r.seq > coalesce(c.returned_seq, 0) GROUP BY r.notice
), raised AS (
  SELECT follows AS number, arg_min(number, seq) AS raised_to FROM issued WHERE follows IS NOT NULL GROUP BY follows
)
SELECT i.number, i.seq, i.id AS record_id, i.grade, i.unit_id, coalesce(u.name, i.unit) AS unit, i.tasks, i.items, i.demand,
       i.effective_on AS issued_on, i.reply_by, i.follows, p.raised_to, s.said_on AS signed_on,
       CASE WHEN s.state IN ('objected', 'upheld') THEN s.reason END AS objection, s.answer,
       r.replied_on, r.reply, r.measures, c.settled_on, c.returned_reason,
       i.reply_by - as_of() AS days_left, coalesce(r.replied_on > i.reply_by, FALSE) AS is_late,
       CASE WHEN c.settled_on IS NOT NULL THEN 'settled' WHEN p.raised_to IS NOT NULL THEN 'escalated'
            WHEN s.state = 'objected' AND r.replied_on IS NULL THEN 'objected'
            WHEN r.replied_on IS NOT NULL THEN 'replied'
            WHEN as_of() > i.reply_by THEN 'overdue'
            WHEN coalesce(s.state <> 'signed', TRUE) AND c.returned_seq IS NULL THEN 'unsigned' ELSE 'open' END AS state
FROM issued AS i
LEFT JOIN unit AS u ON u.unit_id = i.unit_id
LEFT JOIN closed AS c ON c.notice = i.number
LEFT JOIN reply AS r ON r.notice = i.number
LEFT JOIN raised AS p ON p.number = i.number
LEFT JOIN receipt_last AS s ON s.notice = i.number AND s.unit_id = i.unit_id;

CREATE TABLE instruction_unit AS
WITH given AS (
  SELECT number, seq, leader, text, tasks, effective_on AS given_on, feedback_by, acting(unnest(units)) AS unit_id
  FROM instruction WHERE counts(id, effective_on, recorded_at)
), settled AS (
  SELECT instruction AS number, max(effective_on) AS settled_on FROM instruction_closed
  WHERE verdict = 'settled' AND counts(id, effective_on, recorded_at) GROUP BY instruction
), returned AS (
  SELECT instruction AS number, acting(unit) AS unit_id, max(seq) AS seq, arg_max(reason, seq) AS reason FROM instruction_closed
  WHERE verdict = 'returned' AND counts(id, effective_on, recorded_at) GROUP BY instruction, acting(unit)
), fed_back AS (
  SELECT f.instruction AS number, acting(f.unit) AS unit_id, arg_max(f.text, f.seq) AS feedback, arg_max(f.done, f.seq) AS done,
         max(f.effective_on) AS fed_back_on, min(f.effective_on) AS first_on
  FROM instruction_feedback AS f LEFT JOIN returned AS r ON r.number = f.instruction AND r.unit_id = acting(f.unit)
  WHERE counts(f.id, f.effective_on, f.recorded_at) AND f.seq > coalesce(r.seq, 0) GROUP BY f.instruction, acting(f.unit)
)
SELECT DISTINCT g.*, coalesce(u.name, g.unit_id) AS unit, u.position AS unit_position, f.feedback, f.fed_back_on, x.settled_on,
       r.reason AS returned_reason, g.feedback_by - as_of() AS days_left, coalesce(f.first_on > g.feedback_by, FALSE) AS is_late,
       CASE WHEN x.settled_on IS NOT NULL THEN 'settled' WHEN f.done THEN 'done' WHEN f.fed_back_on IS NOT NULL THEN 'reported'
            WHEN as_of() > g.feedback_by THEN 'overdue' ELSE 'open' END AS state
FROM given AS g
LEFT JOIN unit AS u ON u.unit_id = g.unit_id
LEFT JOIN settled AS x USING (number)
LEFT JOIN returned AS r ON r.number = g.number AND r.unit_id = g.unit_id
LEFT JOIN fed_back AS f ON f.number = g.number AND f.unit_id = g.unit_id;

-- Every extension that was asked for: from which due date, whether before it, and what the office decided.
CREATE TABLE extension_asked AS
WITH decided AS (
  SELECT request, arg_max(seq, seq) AS seq, arg_max(approved, seq) AS approved, arg_max_null(new_due, seq) AS new_due,
         arg_max_null(reason, seq) AS reason, arg_max_null(document_number, seq) AS document_number,
         arg_max(effective_on, seq) AS decided_on
  FROM v_extension_decision GROUP BY request
), granted AS (
  SELECT q.item, d.seq, d.new_due FROM decided AS d JOIN v_extension_request AS q ON q.id = d.request WHERE d.approved
), moved AS (
  SELECT q.id, arg_max(g.new_due, g.seq) AS due
  FROM v_extension_request AS q LEFT JOIN decided AS d ON d.request = q.id
  JOIN granted AS g ON g.item = q.item AND g.seq < coalesce(d.seq, q.seq) GROUP BY q.id
)
SELECT q.id AS record_id, q.seq, i.item_id, i.item_kind, i.document_id, i.task_id, i.clause, i.what, i.item_unit, q.filed_by,
       q.effective_on AS asked_on, q.reason AS asked_for, q.present, q.new_due AS asked_due,
       coalesce(m.due, i.due) AS from_due,
       q.effective_on < from_due AS in_time, d.approved, d.new_due, d.reason, d.document_number, d.decided_on
FROM v_extension_request AS q
JOIN item AS i ON i.item_id = q.item
LEFT JOIN decided AS d ON d.request = q.id
LEFT JOIN moved AS m ON m.id = q.id;

-- Every verdict of the office on a completion, and what had been said to be complete.
CREATE TABLE close_out_said AS
SELECT c.id AS record_id, c.seq, i.item_id, i.item_kind, i.document_id, i.task_id, i.clause, i.what, i.item_unit, c.verdict,
       c.effective_on AS decided_on, c.reason, c.document_number, s.due, s.effective_due, s.finish,
       n.completed_on
FROM v_close_out AS c
JOIN item AS i ON i.item_id = c.item
LEFT JOIN item_state AS s ON s.item_id = c.item
LEFT JOIN (SELECT x.id, arg_max(n.completed_on, n.seq) AS completed_on FROM v_close_out AS x
           JOIN v_completion AS n ON n.item = x.item AND n.seq < x.seq GROUP BY x.id) AS n ON n.id = c.id;
