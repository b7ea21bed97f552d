SELECT value FROM settings WHERE name = 'demonstration_password'
