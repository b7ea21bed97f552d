UPDATE leases SET alarmed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE name = $1 AND swept_at = $2 AND alarmed_at IS NULL
