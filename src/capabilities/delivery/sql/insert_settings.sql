INSERT INTO delivery_settings (account_id, address, pending_address, code_digest, code_sent_at, code_until, language, muted_topics, version)
VALUES ($1, '', '', '', '', '', $2, '', 1) ON CONFLICT DO NOTHING
