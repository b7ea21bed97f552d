DELETE FROM service_items WHERE organisation_id = $1 AND id = $2 RETURNING version + 1 AS version
