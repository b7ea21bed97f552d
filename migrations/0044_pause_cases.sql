-- A case whose institution got another name or head while it ran: who handles it looks before anything more is signed or published (D12).
CREATE TABLE case_pauses (
  case_id TEXT PRIMARY KEY REFERENCES cases(id), kind TEXT NOT NULL, former TEXT NOT NULL, paused_on TEXT NOT NULL, checked_on TEXT,
  checked_by TEXT NOT NULL, remark TEXT NOT NULL, version BIGINT NOT NULL);
