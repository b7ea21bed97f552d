INSERT INTO notices (id, number, kind, authority_id, title, body, published_on, last_day, account, calendar_version, act_version, version, created_at, search_text)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13)
