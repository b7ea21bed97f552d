SELECT name, holder, epoch, until, swept_at, alarmed_at, to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS now FROM leases ORDER BY name
