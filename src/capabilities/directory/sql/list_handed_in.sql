-- What an institution has handed in or moved on since an instant: it may rest on a status held then.
SELECT DISTINCT h.act_id, h.act_version, h.procedure_id FROM handed_in_applications h WHERE h.organisation_id = $1 AND h.updated_at >= $2
