-- What the log tells of a waiver, over the stored row or as a new one.
INSERT INTO duty_waivers (id, organisation_id, act_id, procedure_id, period, authority_id, reason, is_standing, version, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, act_id = excluded.act_id, procedure_id = excluded.procedure_id,
       period = excluded.period, authority_id = excluded.authority_id, reason = excluded.reason, is_standing = excluded.is_standing,
       version = excluded.version
