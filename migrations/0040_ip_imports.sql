-- Imports that the program carries out by itself, beside those of the command line. kind: command, file (uploaded; the file lies in the store of files
-- under its hash), generated (invented records). state: waiting, running, ended, failed. columns: JSON, head of a table → field. total: records to be
-- made by a generator. permille: of the file read. failure: id (and parameters as JSON) of why it could not be
-- read to its end.
ALTER TABLE ip_imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'command';
ALTER TABLE ip_imports ADD COLUMN columns TEXT NOT NULL DEFAULT '{}';
ALTER TABLE ip_imports ADD COLUMN total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ip_imports ADD COLUMN permille BIGINT NOT NULL DEFAULT 0;
ALTER TABLE ip_imports ADD COLUMN failure TEXT NOT NULL DEFAULT '';
ALTER TABLE ip_imports ADD COLUMN ordered_by TEXT NOT NULL DEFAULT '';
CREATE INDEX ip_imports_to_do ON ip_imports(started_at, id) WHERE kind <> 'command' AND state IN ('waiting', 'running');

-- An import as a line of a list, with the source it fills.
CREATE VIEW listed_imports AS
  SELECT i.id, i.source_id, i.file_name, i.file_hash, i.kind, i.state, i.position, i.rejected_bytes, i.accepted, i.changed, i.unchanged, i.rejected,
         i.reasons, i.columns, i.total, i.permille, i.failure, i.ordered_by, i.started_at, i.ended_at, s.collection, s.name AS source_name
    FROM ip_imports i JOIN ip_sources s ON s.id = i.source_id;
