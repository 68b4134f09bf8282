-- Units by light, what they lead and what they share counted apart; worst first, no score.

CREATE TABLE unit_task AS
SELECT a.unit_id, t.task_id, n.unit_id = a.unit_id AS leads, a.role
FROM (SELECT task_id, unit_id, min(role) AS role FROM assignment WHERE unit_id IS NOT NULL GROUP BY ALL) AS a
JOIN task AS t USING (task_id)
LEFT JOIN answer AS n USING (task_id)
UNION
SELECT n.unit_id, n.task_id, TRUE, 'lead' FROM answer AS n
WHERE n.unit_id IS NOT NULL
  AND n.unit_id NOT IN (SELECT s.unit_id FROM assignment AS s WHERE s.task_id = n.task_id AND s.unit_id IS NOT NULL);

CREATE TABLE unit_summary AS
SELECT u.unit_id, u.name, u.collective, u.position, u.jurisdiction,
       count(*) FILTER (WHERE x.leads) AS led,
       count(*) FILTER (WHERE x.leads AND l.light = 'red') AS led_red,
       count(*) FILTER (WHERE x.leads AND l.light = 'yellow') AS led_yellow,
       count(*) FILTER (WHERE x.leads AND l.light = 'grey') AS led_grey,
       count(*) FILTER (WHERE x.leads AND l.light = 'blue') AS led_blue,
       count(*) FILTER (WHERE x.leads AND l.light = 'green') AS led_green,
       count(*) FILTER (WHERE x.task_id IS NOT NULL AND NOT coalesce(x.leads, FALSE)) AS shared,
       count(*) FILTER (WHERE NOT coalesce(x.leads, FALSE) AND l.light = 'red') AS shared_red,
       count(*) FILTER (WHERE NOT coalesce(x.leads, FALSE) AND l.light = 'yellow') AS shared_yellow,
       count(*) FILTER (WHERE NOT coalesce(x.leads, FALSE) AND l.light = 'grey') AS shared_grey,
       count(*) FILTER (WHERE NOT coalesce(x.leads, FALSE) AND l.light = 'blue') AS shared_blue,
       count(*) FILTER (WHERE NOT coalesce(x.leads, FALSE) AND l.light = 'green') AS shared_green,
       count(*) FILTER (WHERE x.leads AND f.freshness = 'missing') AS missing,
       count(*) FILTER (WHERE x.leads AND f.freshness = 'late') AS late,
       coalesce(max(o.overdue), 0)::INTEGER AS overdue
FROM unit AS u
LEFT JOIN (SELECT x.* FROM unit_task AS x JOIN task AS t USING (task_id) JOIN document_now AS d USING (document_id)
           WHERE d.in_force) AS x USING (unit_id)
LEFT JOIN task_light AS l USING (task_id)
LEFT JOIN freshness AS f USING (task_id)
LEFT JOIN (
  -- Of whom the item itself says that it answers, 到期结转 included.
  SELECT coalesce(i.item_unit, CASE WHEN i.task_id IS NULL THEN d.coordinator ELSE a.unit_id END) AS unit_id,
         count(*) AS overdue
  FROM item_state AS i JOIN document_now AS d USING (document_id) LEFT JOIN answer AS a USING (task_id)
  WHERE i.state = 'overdue' AND (d.in_force OR i.carried) GROUP BY ALL
) AS o USING (unit_id)
GROUP BY ALL;
