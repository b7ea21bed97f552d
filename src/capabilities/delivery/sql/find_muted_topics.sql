SELECT s.muted_topics FROM delivery_settings s JOIN delivery_ways w ON w.channel = 'mail' AND w.is_set_up = 1
WHERE s.account_id = $1 AND s.address <> ''
