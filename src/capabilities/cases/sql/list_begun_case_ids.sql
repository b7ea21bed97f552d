-- What an institution has begun itself and not handed in.
SELECT c.id FROM cases c WHERE c.organisation_id = $1 AND c.opened_by = 'applicant' AND c.is_submitted = 0 AND c.is_final = 0 ORDER BY c.id
