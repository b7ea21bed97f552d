SELECT ancestor_code FROM division_closure WHERE ancestor_code = $1 AND descendant_code = $2
