SELECT value FROM settings WHERE name = 'identity_secret'
