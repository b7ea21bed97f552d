-- Case numbers are unique over all acts of a jurisdiction: its division code stands in act_id, and procedure_id is empty.
INSERT INTO case_serials (act_id, procedure_id, year, last) VALUES ($1, '', $2, 1)
ON CONFLICT (act_id, procedure_id, year) DO UPDATE SET last = case_serials.last + 1
RETURNING last
