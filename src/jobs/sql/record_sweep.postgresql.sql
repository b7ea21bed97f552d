UPDATE leases SET until = to_char((clock_timestamp() + CAST($4 || ' seconds' AS INTERVAL)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  swept_at = to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), alarmed_at = NULL
WHERE name = $1 AND holder = $2 AND epoch = $3 AND until >= to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
