UPDATE webhooks SET url = $2, format = $3, secret = $4, language = $5, version = version + 1 WHERE id = $1 AND version = $6
