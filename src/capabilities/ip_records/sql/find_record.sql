SELECT r.key, r.payload, r.imported_at, s.name AS source_name, s.licence, s.data_date
  FROM ip_records r JOIN ip_sources s ON s.id = r.source_id
 WHERE r.collection = $1 AND r.key = $2 AND r.payload <> ''
