-- Changes no row where somebody entered a valid line of this status at the same moment.
INSERT INTO outlets (id, organisation_id, act_id, status, source_case_id, division_code, name, sort_key, kind, search_text, entry, filed_on, valid_until,
                     state, is_taken_over, version, created_at, ended_on, listed_until, renewal)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $17, $18, $19)
ON CONFLICT DO NOTHING
