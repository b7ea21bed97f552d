-- Notices of one kind of an authority in a year; $3 and $4 are its first and last day.
SELECT COUNT(*) AS number FROM notices WHERE authority_id = $1 AND kind = $2 AND published_on >= $3 AND published_on <= $4
