UPDATE experts SET fields = $3, state = $4, version = version + 1 WHERE id = $1 AND version = $2
