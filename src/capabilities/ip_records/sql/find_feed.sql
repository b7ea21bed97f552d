SELECT id, sequence FROM ip_feeds WHERE collection = $1
