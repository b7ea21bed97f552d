-- Where and when a list of filed outlets was put on another website; the log carries the same.
CREATE TABLE website_publications (
  id TEXT PRIMARY KEY, notice_id TEXT NOT NULL REFERENCES notices(id), site TEXT NOT NULL, address TEXT NOT NULL, published_on TEXT NOT NULL,
  sha256 TEXT NOT NULL, recorded_at TEXT NOT NULL);
CREATE INDEX website_publications_by_notice ON website_publications(notice_id, published_on, id);
