SELECT COUNT(*) AS number FROM reviews WHERE authority_id = $1 AND year = $2
