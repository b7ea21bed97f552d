SELECT o.id, o.name, o.registered_division FROM organisations o WHERE o.id > $1 ORDER BY o.id LIMIT $2
