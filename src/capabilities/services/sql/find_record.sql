SELECT s.id, s.organisation_id, o.name AS organisation_name, s.kind, s.on_date, s.title, s.recipients, s.content, s.effect, s.times, s.people,
       s.withdrawn_reason, s.version,
       CASE WHEN EXISTS (SELECT 1 FROM grants g WHERE g.account_id = $1 AND g.organisation_id = s.organisation_id AND g.role = 'applicant_staff')
            THEN 1 ELSE 0 END AS is_mine
  FROM service_records s JOIN organisation_places o ON o.id = s.organisation_id
 WHERE s.id = $2 AND s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
