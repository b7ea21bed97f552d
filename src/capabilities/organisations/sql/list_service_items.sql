SELECT i.id, i.name, i.kind, i.fee, i.price_note, i.description, i.ip_categories, i.channels, i.version
FROM service_items i WHERE i.organisation_id = $1 ORDER BY i.position, i.id
