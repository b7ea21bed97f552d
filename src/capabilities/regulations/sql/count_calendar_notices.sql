SELECT count(*) AS number FROM calendar_notices
