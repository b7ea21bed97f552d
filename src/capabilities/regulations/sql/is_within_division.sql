SELECT 1 AS is_within FROM division_closure WHERE descendant_code = $1 AND ancestor_code = $2
