SELECT id FROM organisations WHERE credit_code = $1
