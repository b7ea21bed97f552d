-- Held until the transaction ends; the number is the project's own.
SELECT pg_advisory_xact_lock(5065766911434091) AS locked
