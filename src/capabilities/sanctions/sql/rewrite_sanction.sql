-- What the log tells of a decision, over the stored row or as a new one.
INSERT INTO sanctions (id, case_id, organisation_id, organisation_name, credit_code, outlet_id, authority_id, act_id, kind, decision_number, decided_on,
                       banned_until, cites, annulled_on, annulled_reason, version, created_at, ground, is_public)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
    ON CONFLICT (id) DO UPDATE SET case_id = excluded.case_id, organisation_id = excluded.organisation_id, organisation_name = excluded.organisation_name,
       credit_code = excluded.credit_code, outlet_id = excluded.outlet_id, authority_id = excluded.authority_id, act_id = excluded.act_id, kind = excluded.kind,
       decision_number = excluded.decision_number, decided_on = excluded.decided_on, banned_until = excluded.banned_until, cites = excluded.cites,
       annulled_on = excluded.annulled_on, annulled_reason = excluded.annulled_reason, version = excluded.version, ground = excluded.ground, is_public = excluded.is_public
