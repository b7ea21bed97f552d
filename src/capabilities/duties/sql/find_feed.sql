-- Whoever made the address must still be staff of the institution, or it stops answering.
SELECT f.id, f.organisation_id, f.account_id, f.created_at, f.version
  FROM calendar_feeds f JOIN visible_organisations v ON v.account_id = f.account_id AND v.organisation_id = f.organisation_id AND v.relation = 'member'
  JOIN accounts a ON a.id = f.account_id
 WHERE f.token_hash = $1 AND f.revoked_at IS NULL AND a.state <> 'disabled'
