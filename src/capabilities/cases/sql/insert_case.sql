-- Changes no row where the institution already has a running case of the procedure and period (index cases_running).
INSERT INTO cases (id, number, act_id, act_version, procedure_id, organisation_id, window_id, division_code, recommender_id, filing_body_id,
                   state, holder, round, ordinal, version, returned_by, is_submitted, is_final, content_hash, opened_on, state_since, created_at, updated_at,
                   outlet_id, opened_by, period)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 1, 1, '', $18, 0, '', $13, $13, $14, $14, $15, $16, $17)
ON CONFLICT DO NOTHING
