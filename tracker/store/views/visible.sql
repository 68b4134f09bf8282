-- Which facts count for this clock: effective by as_of, recorded by known_at, not replaced, not withdrawn, not returned.
-- Reviews are part of the reporting, not of the business: like the windows they are read on window_day.
-- Questions are asked on other cursors, where the clocks are unknown: what they read has to be a table.

CREATE TABLE replaced AS
SELECT DISTINCT x.replaces AS id FROM correction AS x WHERE x.recorded_at <= known_at();

CREATE TABLE last_review AS
SELECT r.record AS id, arg_max(r.verdict, r.seq) AS verdict, arg_max(r.effective_on, r.seq) AS reviewed_on,
       arg_max_null(r.reason, r.seq) AS reason
FROM review AS r
WHERE r.recorded_at <= known_at() AND r.effective_on <= window_day() AND r.id NOT IN (SELECT id FROM replaced)
GROUP BY r.record;

CREATE TABLE not_counting AS
SELECT id FROM replaced UNION SELECT id FROM last_review WHERE verdict = 'returned';

CREATE MACRO counts(record_id, day, instant) AS (
  day <= as_of() AND instant <= known_at() AND record_id NOT IN (SELECT id FROM not_counting));

CREATE TABLE v_progress AS SELECT * FROM progress WHERE counts(id, effective_on, recorded_at);
CREATE TABLE v_reading AS SELECT * FROM reading WHERE counts(id, effective_on, recorded_at);
CREATE TABLE v_completion AS SELECT * FROM completion WHERE counts(id, effective_on, recorded_at);
CREATE VIEW v_target_setting AS SELECT * FROM target_setting WHERE counts(id, effective_on, recorded_at);
CREATE VIEW v_year_goal AS SELECT * FROM year_goal WHERE counts(id, effective_on, recorded_at);
CREATE VIEW v_lead_confirmed AS SELECT * FROM lead_confirmed WHERE counts(id, effective_on, recorded_at);
CREATE TABLE v_work_item AS SELECT * FROM work_item WHERE counts(id, effective_on, recorded_at);
CREATE VIEW v_extension_request AS SELECT * FROM extension_request WHERE counts(id, effective_on, recorded_at);
CREATE VIEW v_extension_decision AS SELECT * FROM extension_decision WHERE counts(id, effective_on, recorded_at);
CREATE TABLE v_close_out AS SELECT * FROM close_out WHERE counts(id, effective_on, recorded_at);

-- A reviewer's own judgement that has not expired.
CREATE TABLE override_now AS
SELECT task AS task_id, arg_max(light, rank_of(effective_on, seq)) AS light,
       arg_max(reason, rank_of(effective_on, seq)) AS reason, arg_max(until, rank_of(effective_on, seq)) AS until
FROM "override" WHERE until >= as_of() AND counts(id, effective_on, recorded_at)
GROUP BY task;
