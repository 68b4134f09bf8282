-- The register of pilots: each with its latest stage, the day of every stage, and the end of its pilot period.
-- No light and nothing overdue: a period that has run out without an assessment is a word (期满待评估).

CREATE TABLE pilot_now AS
WITH kept AS (
  SELECT p.*, document || '/' || pilot AS pilot_id, document || '/' || "type" AS pilot_type_id
  FROM pilot AS p WHERE counts(id, effective_on, recorded_at)
), reached AS (
  SELECT s.pilot AS pilot_id, arg_max(stage, rank_of(effective_on, seq)) AS stage, max(effective_on) AS stage_on,
         arg_max_null(document_number, rank_of(effective_on, seq)) AS stage_document,
         arg_max_null(note, rank_of(effective_on, seq)) AS stage_note,
         arg_max_null(reason, rank_of(effective_on, seq)) AS stage_reason,
         max(effective_on) FILTER (WHERE stage = 'application') AS application_on,
         max(effective_on) FILTER (WHERE stage = 'review') AS review_on,
         max(effective_on) FILTER (WHERE stage = 'building') AS building_on,
         max(effective_on) FILTER (WHERE stage = 'assessment') AS assessment_on,
         max(effective_on) FILTER (WHERE stage = 'awarded') AS awarded_on,
         max(effective_on) FILTER (WHERE stage = 'cancelled') AS cancelled_on
  FROM pilot_stage AS s WHERE counts(id, effective_on, recorded_at) GROUP BY s.pilot
)
SELECT k.pilot_id, k.document AS document_id, k.pilot_type_id, t.position AS type_position, coalesce(t.name, k."type") AS kind,
       t.stages, t.months, k.seq, k.id AS record_id, k.applicant, k.name, k.place, k.effective_on AS registered_on,
       r.* EXCLUDE (pilot_id),
       months_after(r.building_on, t.months) AS ends_on,
       coalesce(r.stage = 'building' AND as_of() > months_after(r.building_on, t.months), FALSE) AS is_past
FROM kept AS k
LEFT JOIN pilot_type AS t USING (pilot_type_id)
LEFT JOIN reached AS r USING (pilot_id);
