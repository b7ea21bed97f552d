UPDATE leases SET alarmed_at = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') WHERE name = $1 AND swept_at = $2 AND alarmed_at IS NULL
