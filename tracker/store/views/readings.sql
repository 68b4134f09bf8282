-- The best reading of each indicator and statistical period: final beats provisional, then the later record.

CREATE TABLE best_reading AS
WITH ranked AS (
  SELECT indicator, period, basis, max(seq + CASE status WHEN 'final' THEN 1000000000 ELSE 0 END) AS best
  FROM v_reading GROUP BY indicator, period, basis
)
SELECT r.id AS record_id, r.seq, r.indicator AS indicator_id, r.period, r.basis, r.value, r.status, r.source, r.method,
       r.published_on, r.effective_on AS period_end, r.months, time_of(r.effective_on) AS t,
       date_trunc('month', r.effective_on)::DATE - to_months(r.months - 1) AS period_start
FROM v_reading AS r
JOIN ranked AS k ON k.indicator = r.indicator AND k.period = r.period AND k.basis = r.basis
  AND k.best = r.seq + CASE r.status WHEN 'final' THEN 1000000000 ELSE 0 END;

-- The latest level of each indicator; of two periods ending the same day the longer one.
CREATE TABLE latest_reading AS
SELECT indicator_id, arg_max(record_id, epoch(period_end) + months) AS record_id, count(*) AS readings,
       min(t) AS first_t, arg_min(value, t) AS first_value
FROM best_reading WHERE basis = 'level' GROUP BY indicator_id;
