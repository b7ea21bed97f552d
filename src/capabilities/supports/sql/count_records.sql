-- Standing records of the reader $1's scope per kind and division. $2 division with those below it, $3 and $4 days, each or empty.
SELECT s.kind, o.division_code, d.name AS division_name, COUNT(*) AS number, COUNT(DISTINCT s.organisation_id) AS institutions,
       CAST(COALESCE(SUM(s.sum_fen), 0) AS BIGINT) AS sum_fen
  FROM support_records s JOIN organisation_places o ON o.id = s.organisation_id JOIN divisions d ON d.code = o.division_code
 WHERE s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND s.withdrawn_reason = ''
   AND ($2 = '' OR o.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $2))
   AND ($3 = '' OR s.on_date >= $3) AND ($4 = '' OR s.on_date <= $4)
 GROUP BY s.kind, o.division_code, d.name
 ORDER BY s.kind, o.division_code
