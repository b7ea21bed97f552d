UPDATE ip_feeds SET sequence = sequence + 1 WHERE collection = $1
