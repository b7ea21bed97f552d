-- member or authority; staff of an institution who also hold an office are staff here.
SELECT v.relation FROM visible_organisations v WHERE v.account_id = $1 AND v.organisation_id = $2 ORDER BY v.relation DESC LIMIT 1
