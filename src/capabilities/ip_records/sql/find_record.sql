-- A line for each source that adds legal events, or one.
SELECT r.key, r.payload, r.imported_at, s.name AS source_name, s.licence, s.data_date,
       e.events, a.name AS added_by, a.licence AS added_licence, a.data_date AS added_data_date
  FROM ip_records r
  JOIN ip_sources s ON s.id = r.source_id
  LEFT JOIN ip_record_events e ON e.collection = r.collection AND e.key = r.key
  LEFT JOIN ip_sources a ON a.id = e.source_id
 WHERE r.collection = $1 AND r.key = $2 AND r.payload <> ''
 ORDER BY a.name
