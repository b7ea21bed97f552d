-- The kinds the register of network nodes says of an institution.
SELECT kind FROM standing_nodes WHERE organisation_id = $1 ORDER BY kind
