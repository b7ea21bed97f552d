SELECT name, holder, epoch, until, swept_at, alarmed_at, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS now FROM leases WHERE name = $1
