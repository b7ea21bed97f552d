-- SQLite: BEGIN IMMEDIATE holds the only writer already.
SELECT 1 AS locked
