-- The records that are known by the number $2, or publish the application $3. In no order: one would keep SQLite from the index of applications.
SELECT key FROM ip_records WHERE collection = $1 AND key = $2 AND payload <> ''
 UNION
SELECT key FROM ip_records WHERE collection = $1 AND application_number = $3 AND $3 <> '' AND payload <> ''
