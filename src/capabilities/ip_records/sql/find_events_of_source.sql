SELECT events FROM ip_record_events WHERE collection = $1 AND key = $2 AND source_id = $3
