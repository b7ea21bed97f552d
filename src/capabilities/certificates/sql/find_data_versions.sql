-- The status list changes with either.
SELECT CAST(SUM(version) AS BIGINT) AS version FROM data_versions WHERE name IN ('directory', 'certificates')
