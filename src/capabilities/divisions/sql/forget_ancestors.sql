DELETE FROM division_closure WHERE descendant_code = $1
