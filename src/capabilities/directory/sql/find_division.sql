SELECT name FROM divisions WHERE code = $1
