SELECT o.id, o.name, o.registered_division FROM organisations o WHERE o.id > $1 AND o.state <> 'rejected' ORDER BY o.id LIMIT $2
