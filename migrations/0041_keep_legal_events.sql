-- The number an application is found by: canonical, without check digit; empty: none; NULL: written before this column was there.
ALTER TABLE ip_records ADD COLUMN application_number TEXT;
CREATE INDEX ip_records_by_application ON ip_records(collection, application_number);

-- What a source of legal events adds to a record, whichever source the record itself is from. events: JSON, a list of texts.
CREATE TABLE ip_record_events (
  collection TEXT NOT NULL, key TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES ip_sources(id), events TEXT NOT NULL,
  PRIMARY KEY (collection, key, source_id), FOREIGN KEY (collection, key) REFERENCES ip_records(collection, key));
CREATE INDEX ip_record_events_by_source ON ip_record_events(source_id, key);
