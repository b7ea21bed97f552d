-- A case as its events tell it, over its row or in the place of one that is gone.
INSERT INTO cases (id, number, act_id, act_version, procedure_id, parent_case_id, organisation_id, window_id, division_code, recommender_id,
                   filing_body_id, state, holder, round, ordinal, version, returned_by, is_submitted, is_final, content_hash, opened_on, submitted_on,
                   state_since, outlet_id, opened_by, period, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)
ON CONFLICT (id) DO UPDATE SET number = excluded.number, act_id = excluded.act_id, act_version = excluded.act_version, procedure_id = excluded.procedure_id,
       parent_case_id = excluded.parent_case_id, organisation_id = excluded.organisation_id, window_id = excluded.window_id,
       division_code = excluded.division_code, recommender_id = excluded.recommender_id, filing_body_id = excluded.filing_body_id,
       state = excluded.state, holder = excluded.holder, round = excluded.round, ordinal = excluded.ordinal, version = excluded.version,
       returned_by = excluded.returned_by, is_submitted = excluded.is_submitted, is_final = excluded.is_final,
       content_hash = excluded.content_hash, opened_on = excluded.opened_on, submitted_on = excluded.submitted_on,
       state_since = excluded.state_since, outlet_id = excluded.outlet_id, opened_by = excluded.opened_by, period = excluded.period,
       updated_at = excluded.updated_at
