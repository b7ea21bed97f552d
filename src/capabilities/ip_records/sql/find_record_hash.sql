SELECT hash FROM ip_records WHERE collection = $1 AND key = $2
