UPDATE ip_imports SET state = 'failed', failure = $2, ended_at = $3 WHERE source_id = $1 AND state IN ('waiting', 'running')
