-- What a case is about, as its first event tells it.
UPDATE cases SET number = $2, procedure_id = $3, parent_case_id = $4, organisation_id = $5, division_code = $6, recommender_id = $7, filing_body_id = $8,
       outlet_id = $9, opened_by = $10, opened_on = $11
 WHERE id = $1
