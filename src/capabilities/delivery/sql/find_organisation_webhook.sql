SELECT h.id FROM webhooks h JOIN delivery_ways w ON w.channel = 'webhook' AND w.is_set_up = 1 WHERE h.organisation_id = $1
