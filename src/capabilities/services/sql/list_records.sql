-- Newest first. $1 reader, $2 institution, $3 kind, $4 and $5 days, each or empty, $6 last day and $7 last id of the page before, $8 limit.
SELECT s.id, s.organisation_id, o.name AS organisation_name, s.kind, s.on_date, s.title, s.recipients, s.content, s.effect, s.times, s.people,
       s.withdrawn_reason, s.version,
       CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.organisation_id = s.organisation_id AND g.role = 'applicant_staff')
            THEN 1 ELSE 0 END AS is_mine
  FROM service_records s JOIN organisation_places o ON o.id = s.organisation_id
 WHERE s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND ($2 = '' OR s.organisation_id = $2) AND ($3 = '' OR s.kind = $3) AND ($4 = '' OR s.on_date >= $4) AND ($5 = '' OR s.on_date <= $5)
   AND ($7 = '' OR s.on_date < $6 OR (s.on_date = $6 AND s.id < $7))
 ORDER BY s.on_date DESC, s.id DESC
 LIMIT $8
