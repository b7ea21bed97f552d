-- Editions of classification tables. hash: of the files of the table, withdrawn_hash: of those of the withdrawn codes; empty before one was read.
-- deepest: rank of the lowest level that is there, from 0.
CREATE TABLE classification_editions (
  id TEXT PRIMARY KEY, scheme TEXT NOT NULL, edition TEXT NOT NULL, hash TEXT NOT NULL, classes BIGINT NOT NULL, deepest BIGINT NOT NULL,
  withdrawn_hash TEXT NOT NULL, withdrawn BIGINT NOT NULL, version BIGINT NOT NULL, imported_at TEXT NOT NULL, UNIQUE (scheme, edition));

-- The classes of an edition. parent: code of the class above, empty at the top; level: its rank; folded: code and title as they are searched;
-- position: in the order of the file.
CREATE TABLE classification_classes (
  edition_id TEXT NOT NULL REFERENCES classification_editions(id), code TEXT NOT NULL, parent TEXT NOT NULL, level BIGINT NOT NULL, title TEXT NOT NULL,
  folded TEXT NOT NULL, position BIGINT NOT NULL, PRIMARY KEY (edition_id, code, parent));
CREATE INDEX classification_classes_by_parent ON classification_classes(edition_id, parent, position);

-- Codes an edition no longer has, each with what took its place; replaced_by is empty where nothing did.
CREATE TABLE classification_withdrawn (
  edition_id TEXT NOT NULL REFERENCES classification_editions(id), code TEXT NOT NULL, replaced_by TEXT NOT NULL,
  PRIMARY KEY (edition_id, code, replaced_by));
