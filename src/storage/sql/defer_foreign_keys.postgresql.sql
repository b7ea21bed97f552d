-- PostgreSQL drops its foreign keys during a restore instead: see list_foreign_keys.
SELECT 1 AS deferred
