-- The best reading of each indicator and statistical period: final beats provisional, then the later record.
-- Readings of an indicator that a later plan continues count for the later one too.

CREATE TABLE best_reading AS
WITH counting AS (
  SELECT r.* REPLACE (l.indicator_id AS indicator) FROM v_reading AS r JOIN indicator_line AS l ON l.source_id = r.indicator
), ranked AS (
  SELECT indicator, period, basis, max(seq + CASE status WHEN 'final' THEN 1000000000 ELSE 0 END) AS best
  FROM counting GROUP BY indicator, period, basis
)
SELECT r.id AS record_id, r.seq, r.indicator AS indicator_id, r.period, r.basis, r.value, r.status, r.source, r.method,
       r.published_on, r.effective_on AS period_end, r.months, time_of(r.effective_on) AS t,
       date_trunc('month', r.effective_on)::DATE - to_months(r.months - 1) AS period_start
FROM counting AS r
JOIN ranked AS k ON k.indicator = r.indicator AND k.period = r.period AND k.basis = r.basis
  AND k.best = r.seq + CASE r.status WHEN 'final' THEN 1000000000 ELSE 0 END;

-- A level as one value, so that a target can carry the readings it is judged by.
CREATE TABLE level AS
SELECT indicator_id, period_start, period_end, months, t,
       {'id': record_id, 'value': value, 't': t, 'period': period, 'period_end': period_end, 'months': months,
        'status': status, 'source': source} AS reading
FROM best_reading WHERE basis = 'level';

-- The latest level of each indicator; of two periods ending the same day the longer one.
CREATE TABLE latest_reading AS
SELECT indicator_id, arg_max(reading, epoch(period_end) + months) AS latest, arg_min(reading, t) AS first
FROM level GROUP BY indicator_id;
