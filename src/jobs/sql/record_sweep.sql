UPDATE leases SET swept_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), alarmed_at = NULL WHERE name = $1 AND holder = $2 AND epoch = $3
