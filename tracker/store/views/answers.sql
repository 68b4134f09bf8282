-- Which documents are in force, which tasks a later plan has taken over, and who answers for a task: the confirmed
-- lead, else the stated one, else the first-listed single body (provisional).

CREATE TABLE document_now AS
SELECT d.*, j.level, j.position AS jurisdiction_position,
       CASE WHEN d.status = 'in_force' AND d.expires_on < as_of() THEN 'expired' ELSE d.status END AS status_now,
       d.status = 'in_force' AND coalesce(d.expires_on >= as_of(), TRUE)
         AND coalesce(coalesce(d.effective_on, d.issued_on) <= as_of(), TRUE) AS in_force,
       -- The last day on which it bound anybody, once it is over; a draft never did.
       CASE WHEN d.status = 'in_force' AND d.expires_on < as_of() THEN d.expires_on END AS ended_on
FROM document AS d LEFT JOIN jurisdiction AS j ON j.name = d.jurisdiction;

-- From the day on which the later document takes effect; that it may end or be repealed later gives nothing back.
-- A plan that is not later than the one it would take over from is a problem of the files and takes nothing.
CREATE TABLE taken_over AS
SELECT s.task_id, s.by_task, coalesce(d.effective_on, d.issued_on) AS since
FROM supersession AS s JOIN document AS d ON d.document_id = s.by_document
JOIN task AS t ON t.task_id = s.task_id JOIN document AS e ON e.document_id = t.document_id
WHERE d.status IN ('in_force', 'expired') AND coalesce(d.effective_on, d.issued_on) <= as_of()
  AND s.task_id <> s.by_task AND coalesce(since > coalesce(e.effective_on, e.issued_on), TRUE);

CREATE TABLE task_now AS
WITH superseded AS (
  SELECT task_id, arg_min(by_task, since) AS superseded_by, min(since) AS superseded_on FROM taken_over GROUP BY task_id
), successor AS (
  SELECT by_task AS task_id, min(since) AS took_over_on FROM taken_over GROUP BY by_task
)
SELECT t.task_id, d.document_id, d.in_force AND s.task_id IS NULL AS in_force, s.superseded_by, s.superseded_on, f.took_over_on,
       CASE WHEN d.status IN ('in_force', 'expired') THEN least(d.ended_on, s.superseded_on - 1) END AS ended_on
FROM task AS t JOIN document_now AS d USING (document_id)
LEFT JOIN superseded AS s USING (task_id) LEFT JOIN successor AS f USING (task_id);

CREATE TABLE answer AS
WITH confirmed AS (
  SELECT task AS task_id, acting(arg_max(unit, rank_of(effective_on, seq))) AS unit_id FROM v_lead_confirmed GROUP BY task
), stated AS (
  SELECT task_id, arg_min(unit_id, position) AS unit_id FROM assignment
  WHERE role = 'lead' AND lead_basis = 'stated' AND NOT collective GROUP BY task_id
), provisional AS (
  SELECT task_id, arg_min(unit_id, position) AS unit_id FROM assignment
  WHERE NOT collective AND role <> 'support' AND unit_id IS NOT NULL GROUP BY task_id
)
SELECT t.task_id, t.document_id, coalesce(k.unit_id, s.unit_id, p.unit_id) AS unit_id,
       CASE WHEN k.unit_id IS NOT NULL THEN 'confirmed' WHEN s.unit_id IS NOT NULL THEN 'stated'
            WHEN p.unit_id IS NOT NULL THEN 'provisional' ELSE 'none' END AS basis
FROM task AS t
LEFT JOIN confirmed AS k USING (task_id)
LEFT JOIN stated AS s USING (task_id)
LEFT JOIN provisional AS p USING (task_id);
