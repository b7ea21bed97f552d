-- Whoever would take over waits until this transaction has ended.
SELECT epoch FROM leases WHERE name = $1 AND holder = $2 AND epoch = $3 FOR SHARE
