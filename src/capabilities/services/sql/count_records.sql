-- Standing records of an institution in the reader $1's scope per kind. $2 institution, $3 and $4 days, each or empty.
SELECT s.kind, COUNT(*) AS records, CAST(SUM(s.times) AS BIGINT) AS times, CAST(COALESCE(SUM(s.people), 0) AS BIGINT) AS people
  FROM service_records s
 WHERE s.organisation_id IN (SELECT v.organisation_id FROM visible_organisations v WHERE v.account_id = $1)
   AND s.organisation_id = $2 AND s.withdrawn_reason = '' AND ($3 = '' OR s.on_date >= $3) AND ($4 = '' OR s.on_date <= $4)
 GROUP BY s.kind
