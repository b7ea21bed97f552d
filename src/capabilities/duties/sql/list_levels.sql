SELECT DISTINCT a.level FROM grants g JOIN authorities a ON a.id = g.authority_id WHERE g.account_id = $1 ORDER BY a.level
