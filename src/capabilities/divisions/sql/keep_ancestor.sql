INSERT INTO division_closure (ancestor_code, descendant_code) VALUES ($1, $2)
