UPDATE leases SET until = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+' || $4 || ' seconds'), swept_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), alarmed_at = NULL
WHERE name = $1 AND holder = $2 AND epoch = $3 AND until >= strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
