UPDATE ip_imports SET state = 'ended', ended_at = $2 WHERE id = $1 AND state = 'running'
