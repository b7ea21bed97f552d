-- All lines an institution has or had for a status.
SELECT id, source_case_id, filed_on, state FROM outlets WHERE organisation_id = $1 AND status = $2 ORDER BY filed_on, id
