-- Newest first. $1 reader, $2 institution, $3 kind, $4 division with those below it, $5 and $6 days, each or empty, $7 last day and $8 last id of the page
-- before, $9 limit.
SELECT s.id, s.organisation_id, o.name AS organisation_name, d.name AS division_name, s.authority_id, a.name AS authority_name, s.request_id, s.kind, s.respect,
       s.on_date, s.content, s.result, s.document, s.sum_fen, s.withdrawn_reason, s.version
  FROM support_records s JOIN organisation_places o ON o.id = s.organisation_id JOIN divisions d ON d.code = o.division_code
  JOIN authorities a ON a.id = s.authority_id
 WHERE s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR s.organisation_id = $2) AND ($3 = '' OR s.kind = $3)
   AND ($4 = '' OR o.division_code IN (SELECT l.descendant_code FROM division_closure l WHERE l.ancestor_code = $4))
   AND ($5 = '' OR s.on_date >= $5) AND ($6 = '' OR s.on_date <= $6)
   AND ($8 = '' OR s.on_date < $7 OR (s.on_date = $7 AND s.id < $8))
 ORDER BY s.on_date DESC, s.id DESC
 LIMIT $9
