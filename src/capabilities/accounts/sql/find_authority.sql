SELECT id, name, short_name, level, division_code, telephone, address FROM authorities WHERE id = $1
