-- An import is a step of its source: the next event takes the next number.
UPDATE ip_sources SET version = version + 1 WHERE id = $1
