SELECT d.name FROM divisions d WHERE d.code = $1
