SELECT s.id, s.collection, s.name, s.licence, s.data_date, s.is_removed, s.version,
       (SELECT COUNT(*) FROM ip_records r WHERE r.source_id = s.id AND r.payload <> '')
         + (SELECT COUNT(*) FROM ip_record_events e WHERE e.source_id = s.id) AS records
  FROM ip_sources s
 WHERE s.is_removed = 0 OR $1 = 1
 ORDER BY s.collection, s.created_at, s.id
