-- What the log tells of an institution for good; who is in charge and how to reach them stays as it is.
UPDATE organisations SET credit_code = $2, is_code_confirmed = $3, name = $4, sort_key = $5, kind = $6, nature = $7, registered_division = $8, address = $9,
  headcount = $10, department = $11, website = $12, website_name = $13, wechat = $14, service_recipients = $15, node_kinds = $16, banned_until = $17, state = $18,
  version = $19, legal_person_name = $20, legal_person_code = $21
WHERE id = $1
