-- The arithmetic that several views share. The question's clocks and the thresholds in force are session variables:
-- as_of, known_at, window_day (= as_of in a status, known_at's Shanghai day in a report on a period), and every
-- threshold of tasks/rules.yaml under its id.
CREATE MACRO as_of() AS getvariable('as_of');
CREATE MACRO known_at() AS getvariable('known_at');
CREATE MACRO window_day() AS getvariable('window_day');

-- Decisions name the unit of their day; since a merger the other one answers.
SET VARIABLE merged = (SELECT map_from_entries(list((unit_id, acts_as))) FROM unit WHERE acts_as <> unit_id);
CREATE MACRO acting(unit_named) AS coalesce(getvariable('merged')[unit_named], unit_named);

-- The order of decisions: the later business day holds, on one day the later record.
CREATE MACRO rank_of(effective_on, seq) AS ((effective_on - DATE '1900-01-01') * 1000000000 + seq);

-- Whole months later; the end of a month stays the end of a month.
CREATE MACRO months_after(d, months) AS (
  CASE WHEN d = last_day(d) THEN last_day(d + to_months(months)) ELSE (d + to_months(months))::DATE END);

-- Years as a real number: year + day of year / length of year, so that 2020-12-31 is 2021.0.
CREATE MACRO time_of(d) AS (
  year(d) + dayofyear(d)::DOUBLE / dayofyear(make_date(year(d), 12, 31)));

-- What a pathway requires at time t on the leg (t0, v0) - (t1, v1); a compound path needs two positive ends.
CREATE MACRO path_value(pathway, t0, v0, t1, v1, t) AS (
  CASE WHEN t >= t1 THEN v1
       WHEN t <= t0 THEN v0
       WHEN pathway = 'linear' THEN v0 + (v1 - v0) * (t - t0) / (t1 - t0)
       WHEN pathway = 'compound' AND v0 > 0 AND v1 > 0 THEN v0 * pow(v1 / v0, (t - t0) / (t1 - t0))
       WHEN pathway = 'step' THEN v0 END);

-- Whether a value fulfils a goal; NULL when `about` has no tolerance. 1e-9 swallows binary rounding only.
CREATE MACRO reaches(comparator, v, goal, upper_bound, tolerance) AS (
  CASE comparator
    WHEN 'le' THEN v <= goal + 1e-9
    WHEN 'eq' THEN abs(v - goal) <= 1e-9
    WHEN 'about' THEN abs(v - goal) <= tolerance + 1e-9
    WHEN 'hold' THEN v >= goal - 1e-9 AND v <= upper_bound + 1e-9
    ELSE v >= goal - 1e-9 END);

-- How far a value is from its goal; positive = short of it (for eq and about: off it in either direction).
CREATE MACRO shortfall(comparator, v, goal, upper_bound) AS (
  CASE comparator
    WHEN 'le' THEN v - goal
    WHEN 'eq' THEN abs(v - goal)
    WHEN 'about' THEN abs(v - goal)
    WHEN 'hold' THEN greatest(goal - v, v - upper_bound)
    ELSE goal - v END);
