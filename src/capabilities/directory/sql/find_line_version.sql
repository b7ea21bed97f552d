SELECT version FROM outlets WHERE id = $1
