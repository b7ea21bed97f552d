INSERT INTO authorities (id, name, short_name, level, division_code, telephone, address, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
