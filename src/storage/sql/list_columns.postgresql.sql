SELECT column_name AS name, CASE WHEN data_type IN ('bigint', 'integer') THEN 1 ELSE 0 END AS is_integer
  FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position
