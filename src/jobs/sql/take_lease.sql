-- Nobody holds it: never held, given up, or past its end by the clock of the database. An end farther away than any lease lasts
-- was set before the clock went back.
INSERT INTO leases (name, holder, epoch, until, swept_at) VALUES ($1, $2, 1, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+' || $3 || ' seconds'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, epoch = leases.epoch + 1, until = excluded.until
WHERE leases.until < strftime('%Y-%m-%dT%H:%M:%fZ', 'now') OR leases.until > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+3600 seconds')
RETURNING epoch
