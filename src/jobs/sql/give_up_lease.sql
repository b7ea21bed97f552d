UPDATE leases SET until = '' WHERE name = $1 AND holder = $2 AND epoch = $3
