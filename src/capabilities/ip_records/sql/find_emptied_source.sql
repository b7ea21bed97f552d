-- A removed source that still has records, or adds events to some.
SELECT id, collection, name, licence, data_date, is_removed, version FROM ip_sources s
 WHERE is_removed = 1
   AND (EXISTS (SELECT 1 FROM ip_records r WHERE r.source_id = s.id AND r.payload <> '')
        OR EXISTS (SELECT 1 FROM ip_record_events e WHERE e.source_id = s.id))
 LIMIT 1
