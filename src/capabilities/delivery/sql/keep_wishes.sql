UPDATE delivery_settings SET language = $2, muted_topics = $3, version = version + 1 WHERE account_id = $1 AND version = $4
