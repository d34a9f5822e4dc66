-- What is published says since when: no phase from there on without its time.
-- A table that is rebuilt loses its triggers: repeat them in the migration that rebuilds it (append-only.test.ts).
CREATE TRIGGER `evaluations_published` BEFORE UPDATE ON `evaluations`
WHEN
  NEW.`phase` IN ('published', 'rectifying', 'closed') AND NEW.`published_at` IS NULL
BEGIN
  SELECT RAISE(ABORT, 'append-only: evaluations');
END;
