SELECT a.id FROM grants g JOIN accounts a ON a.id = g.account_id
WHERE g.organisation_id = $1 AND g.role = 'applicant_staff' AND a.state <> 'disabled' ORDER BY g.created_at, g.id LIMIT 1
