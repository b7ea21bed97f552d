-- The addresses of an institution that still answer. $1 reader, $2 institution.
SELECT f.id, f.organisation_id, f.account_id, f.created_at, f.version
  FROM calendar_feeds f
 WHERE f.organisation_id = $2 AND f.revoked_at IS NULL AND f.account_id = $1
   AND f.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1 AND v.relation = 'member')
 ORDER BY f.created_at, f.id
