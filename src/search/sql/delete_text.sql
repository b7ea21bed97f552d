DELETE FROM texts WHERE id = ?1
