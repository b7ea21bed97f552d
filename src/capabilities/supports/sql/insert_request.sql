INSERT INTO support_requests (id, organisation_id, authority_id, kind, respect, content, asked_on, state, answer, closed_on, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', '', NULL, 1, $8)
