-- What the log tells of a line, over the stored row or as a new one.
INSERT INTO outlets (id, organisation_id, act_id, status, source_case_id, division_code, name, sort_key, kind, search_text, entry, filed_on, valid_until,
                     state, is_taken_over, version, created_at, ended_on, listed_until, renewal)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
    ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, act_id = excluded.act_id, status = excluded.status,
       source_case_id = excluded.source_case_id, division_code = excluded.division_code, name = excluded.name, sort_key = excluded.sort_key, kind = excluded.kind,
       search_text = excluded.search_text, entry = excluded.entry, filed_on = excluded.filed_on, valid_until = excluded.valid_until, state = excluded.state,
       is_taken_over = excluded.is_taken_over, version = excluded.version, ended_on = excluded.ended_on, listed_until = excluded.listed_until,
       renewal = excluded.renewal
