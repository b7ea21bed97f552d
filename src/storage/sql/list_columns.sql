SELECT name, CASE WHEN upper(type) IN ('BIGINT', 'INTEGER') THEN 1 ELSE 0 END AS is_integer
  FROM pragma_table_info($1) ORDER BY cid
