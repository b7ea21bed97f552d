-- Lines whose last day has passed: with nothing said of it yet, waiting for a window, or with a renewal, which may have been closed while the line had
-- ended. The daily round over everybody. $1 the last line seen, $2 day, $3 limit.
SELECT outlet_id, organisation_id, act_id, status, valid_until, renewal, is_taken_over, created_at, granted_by
  FROM held_lines
 WHERE state = 'valid' AND is_included = 0 AND outlet_id > $1 AND ((renewal = '' AND listed_until < $2) OR renewal = 'awaiting' OR (renewal = 'renewing' AND valid_until < $2))
 ORDER BY outlet_id
 LIMIT $3
