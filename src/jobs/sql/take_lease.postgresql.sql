-- Nobody holds it: never held, given up, or past its end by the clock of the database. An end farther away than any lease lasts
-- was set before the clock went back.
INSERT INTO leases (name, holder, epoch, until, swept_at) VALUES ($1, $2, 1, to_char((clock_timestamp() + CAST($3 || ' seconds' AS INTERVAL)) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = leases.epoch + 1, until = excluded.until
WHERE leases.until < to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  OR leases.until > to_char((clock_timestamp() + INTERVAL '3600 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
RETURNING epoch
