SELECT d.descendant_code FROM division_closure d WHERE d.ancestor_code = $1 AND d.descendant_code = $2
