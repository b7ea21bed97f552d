-- $3: why it could not be read to its end; empty where it was.
UPDATE ip_imports SET state = CASE WHEN $3 = '' THEN 'ended' ELSE 'failed' END, failure = $3, ended_at = $2
 WHERE id = $1 AND state IN ('waiting', 'running')
