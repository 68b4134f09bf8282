-- Who answers for a task: the confirmed lead, else the stated one, else the first-listed single body (provisional).

CREATE TABLE document_now AS
SELECT d.*,
       CASE WHEN d.status = 'in_force' AND d.expires_on < as_of() THEN 'expired' ELSE d.status END AS status_now,
       d.status = 'in_force' AND coalesce(d.expires_on >= as_of(), TRUE)
         AND coalesce(d.issued_on <= as_of(), TRUE) AS in_force
FROM document AS d;

CREATE TABLE answer AS
WITH confirmed AS (
  SELECT task AS task_id, arg_max(unit, rank_of(effective_on, seq)) AS unit_id FROM v_lead_confirmed GROUP BY task
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
