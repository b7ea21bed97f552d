-- Nothing where the report is waived already.
INSERT INTO duty_waivers (id, organisation_id, act_id, procedure_id, period, authority_id, reason, is_standing, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 1, $8)
    ON CONFLICT (organisation_id, act_id, procedure_id, period) WHERE is_standing = 1 DO NOTHING
