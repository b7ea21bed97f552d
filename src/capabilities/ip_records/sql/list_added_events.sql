SELECT e.events, s.name, s.licence, s.data_date
  FROM ip_record_events e JOIN ip_sources s ON s.id = e.source_id
 WHERE e.collection = $1 AND e.key = $2
 ORDER BY s.name
