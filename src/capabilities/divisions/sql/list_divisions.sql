SELECT code, name, level, parent_code, valid_from, valid_to, source FROM divisions ORDER BY code
