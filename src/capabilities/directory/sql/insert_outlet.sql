INSERT INTO outlets (id, organisation_id, act_id, status, source_case_id, division_code, name, sort_key, kind, search_text, entry, filed_on, valid_until,
                     state, is_taken_over, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'valid', 0, 1, $14)
