UPDATE ip_records SET application_number = $3 WHERE collection = $1 AND key = $2
