SELECT account_id, address, confirmed_at, pending_address, code_digest, code_sent_at, code_until, language, muted_topics, version
FROM delivery_settings WHERE account_id = $1
