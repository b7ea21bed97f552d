-- On which of the act's grounds it was decided, and whether the act has the public told of it by name while the ban lasts.
ALTER TABLE sanctions ADD COLUMN ground TEXT NOT NULL DEFAULT '';
ALTER TABLE sanctions ADD COLUMN is_public BIGINT NOT NULL DEFAULT 0;
CREATE INDEX sanctions_before_the_public ON sanctions(is_public, decided_on, id);
