-- Notices are found by folded words as everything else is. What stands here already is folded as far as SQL can.
ALTER TABLE notices ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE notices SET search_text = LOWER(title || ' ' || number);
ALTER TABLE notice_cases ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE notice_cases SET search_text = COALESCE(
  (SELECT LOWER(o.name) FROM cases c JOIN organisations o ON o.id = c.organisation_id WHERE c.id = notice_cases.case_id), '');
