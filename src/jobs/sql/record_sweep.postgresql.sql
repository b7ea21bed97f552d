UPDATE leases SET swept_at = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), alarmed_at = NULL WHERE name = $1 AND holder = $2 AND epoch = $3
