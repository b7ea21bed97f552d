-- Unscoped: to be held against the log.
SELECT id, window_id, authority_id, version FROM recommendation_orders ORDER BY id
