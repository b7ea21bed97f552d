UPDATE organisations SET credit_code = $3, is_code_confirmed = $4, name = $5, sort_key = $6, kind = $7, nature = $8, registered_division = $9, address = $10,
  principal_name = $11, principal_post = $12, headcount = $13, department = $14, telephone = $15, email = $16, website = $17, website_name = $18, wechat = $19,
  service_recipients = $20, updated_at = $21, legal_person_name = $22, legal_person_code = $23, version = version + 1
WHERE id = $1 AND version = $2 RETURNING version
