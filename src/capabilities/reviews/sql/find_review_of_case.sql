-- The review that counts for a submission.
SELECT r.id, r.number, r.case_id, r.round, r.authority_id, r.state, r.fields, r.panel_size, r.attempt, r.result, r.total, r.sheets, r.minutes, r.act_version,
       r.ordinal, r.version, r.opened_at, r.concluded_at, b.name AS authority_name
  FROM reviews r JOIN authorities b ON b.id = r.authority_id
 WHERE r.case_id = $1 AND r.round = $2 AND r.state <> 'superseded'
