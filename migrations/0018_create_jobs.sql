-- Who runs a job now. `epoch` rises when another takes over: an effect's transaction that finds its epoch gone changes nothing.
-- Instants here are the database's own time; empty `until`: given up. `swept_at` is the last round that went well, `alarmed_at` stands while
-- people have been told of an outage.
CREATE TABLE leases (
  name TEXT PRIMARY KEY, holder TEXT NOT NULL, epoch BIGINT NOT NULL, until TEXT NOT NULL, swept_at TEXT NOT NULL, alarmed_at TEXT);

-- What is to happen at an instant of business time. `retry_at` is system time, empty where it has not failed.
CREATE TABLE timers (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, due_at TEXT NOT NULL, params TEXT NOT NULL,
  state TEXT NOT NULL, attempts BIGINT NOT NULL, retry_at TEXT NOT NULL, last_error TEXT, fired_at TEXT, epoch BIGINT,
  UNIQUE (kind, subject_kind, subject_id, due_at));
CREATE INDEX timers_due ON timers(due_at, id) WHERE state = 'due';
CREATE INDEX timers_by_subject ON timers(subject_kind, subject_id, due_at);
CREATE INDEX timers_failed ON timers(due_at, id) WHERE state = 'due' AND attempts > 0;

-- What is to be sent to somebody outside. `not_before` is business time, `next_attempt_at` system time. The table of that name which nothing
-- ever wrote to goes.
DROP TABLE outbox;
CREATE TABLE outbox (
  id TEXT PRIMARY KEY, channel TEXT NOT NULL, recipient TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, payload TEXT NOT NULL,
  not_before TEXT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL, next_attempt_at TEXT NOT NULL, last_error TEXT, created_at TEXT NOT NULL,
  sent_at TEXT);
CREATE INDEX outbox_open ON outbox(next_attempt_at, id) WHERE state IN ('waiting', 'failed');
CREATE INDEX outbox_given_up ON outbox(id) WHERE state = 'given_up';
CREATE INDEX outbox_by_subject ON outbox(subject_kind, subject_id, id);
