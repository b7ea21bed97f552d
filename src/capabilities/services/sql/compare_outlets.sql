-- The outlets in the reader $1's scope with what they recorded of $3 to $4, each or empty; $2 a status or empty. Most first.
SELECT h.organisation_id, h.organisation_name, d.name AS division_name, h.act_id, h.status, COUNT(DISTINCT s.kind) AS kinds, COUNT(s.id) AS records,
       CAST(COALESCE(SUM(s.times), 0) AS BIGINT) AS times, CAST(COALESCE(SUM(s.people), 0) AS BIGINT) AS people
  FROM held_lines h JOIN organisation_places o ON o.id = h.organisation_id JOIN divisions d ON d.code = o.division_code
  LEFT JOIN service_records s ON s.organisation_id = h.organisation_id AND s.withdrawn_reason = ''
       AND ($3 = '' OR s.on_date >= $3) AND ($4 = '' OR s.on_date <= $4)
 WHERE h.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND h.state = 'valid' AND ($2 = '' OR h.status = $2)
 GROUP BY h.organisation_id, h.organisation_name, d.name, h.act_id, h.status
 ORDER BY times DESC, people DESC, records DESC, h.organisation_name, h.status
 LIMIT $5
