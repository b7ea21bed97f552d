SELECT a.display_name, s.address, s.pending_address, s.code_digest, s.code_until, s.language FROM delivery_settings s JOIN accounts a ON a.id = s.account_id
WHERE s.account_id = $1 AND a.state <> 'disabled'
