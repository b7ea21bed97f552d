-- When a line left the directory, so that the directory of a past day can be shown; lines that ended before say it in the log.
ALTER TABLE outlets ADD COLUMN ended_on TEXT;
UPDATE outlets SET ended_on = COALESCE((SELECT MAX(e.on_date) FROM events e WHERE e.subject_kind = 'outlet' AND e.subject_id = outlets.id AND e.action <> 'grant'), filed_on)
 WHERE state = 'ended';
CREATE INDEX outlets_by_sort_key ON outlets(sort_key, id);
-- The change feed follows the log by kind.
CREATE INDEX events_by_kind ON events(subject_kind, sequence);
