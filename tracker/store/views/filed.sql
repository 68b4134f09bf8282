-- The reports on tasks that count, numbered by period and then as the plan has the tasks: a register of them is read in pieces.

CREATE TABLE filed_report AS
SELECT row_number() OVER (ORDER BY p.period, t.position, p.seq) AS nr, p.seq, p.id, p.period, t.task_id, t.document_id,
       acting(p.filed_by) AS unit_id
FROM v_progress AS p
JOIN task AS t ON t.task_id = p.task;
