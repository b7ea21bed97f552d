INSERT INTO service_items (id, organisation_id, name, kind, ip_categories, channels, fee, price_note, description, position, version, created_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, COALESCE(MAX(position), 0) + 1, 1, $10 FROM service_items WHERE organisation_id = $2
