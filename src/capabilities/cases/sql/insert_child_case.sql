INSERT INTO cases (id, number, act_id, act_version, procedure_id, parent_case_id, division_code, filing_body_id,
                   state, holder, round, ordinal, version, returned_by, is_submitted, is_final, content_hash, opened_on, state_since, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 1, 1, '', 0, 0, '', $11, $11, $12, $12)
