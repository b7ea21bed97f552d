DELETE FROM outlets WHERE id = $1
