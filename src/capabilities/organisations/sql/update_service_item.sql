UPDATE service_items SET name = $4, kind = $5, ip_categories = $6, channels = $7, fee = $8, price_note = $9, description = $10, version = version + 1
WHERE organisation_id = $1 AND id = $2 AND version = $3 RETURNING version
