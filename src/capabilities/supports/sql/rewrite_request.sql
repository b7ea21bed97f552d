-- What the log tells of a request, over the stored row or as a new one.
INSERT INTO support_requests (id, organisation_id, authority_id, kind, respect, content, asked_on, state, answer, closed_on, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
    ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, authority_id = excluded.authority_id, kind = excluded.kind,
       respect = excluded.respect, content = excluded.content, asked_on = excluded.asked_on, state = excluded.state, answer = excluded.answer,
       closed_on = excluded.closed_on, version = excluded.version
