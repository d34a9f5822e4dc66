-- What was written stays as it was: the log, the audit chain, ballots since the reveal, decisions to send back.
-- Sheets and signatures keep what was signed; what is added later (discarding, the server's signature) is set once.
-- A table that is rebuilt loses its triggers: repeat them in the migration that rebuilds it (append-only.test.ts).
CREATE TRIGGER `updates_no_update` BEFORE UPDATE ON `updates`
BEGIN
  SELECT RAISE(ABORT, 'append-only: updates');
END;
--> statement-breakpoint
CREATE TRIGGER `updates_no_delete` BEFORE DELETE ON `updates`
BEGIN
  SELECT RAISE(ABORT, 'append-only: updates');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_no_update` BEFORE UPDATE ON `audit_log`
BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_log');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_log_no_delete` BEFORE DELETE ON `audit_log`
BEGIN
  SELECT RAISE(ABORT, 'append-only: audit_log');
END;
--> statement-breakpoint
CREATE TRIGGER `ballot_scores_no_update` BEFORE UPDATE ON `ballot_scores`
BEGIN
  SELECT RAISE(ABORT, 'append-only: ballot_scores');
END;
--> statement-breakpoint
CREATE TRIGGER `ballot_scores_no_delete` BEFORE DELETE ON `ballot_scores`
BEGIN
  SELECT RAISE(ABORT, 'append-only: ballot_scores');
END;
--> statement-breakpoint
CREATE TRIGGER `returns_no_update` BEFORE UPDATE ON `returns`
BEGIN
  SELECT RAISE(ABORT, 'append-only: returns');
END;
--> statement-breakpoint
CREATE TRIGGER `returns_no_delete` BEFORE DELETE ON `returns`
BEGIN
  SELECT RAISE(ABORT, 'append-only: returns');
END;
--> statement-breakpoint
CREATE TRIGGER `sheets_no_change` BEFORE UPDATE ON `sheets`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`revision` IS NOT OLD.`revision` OR
  NEW.`canonical` IS NOT OLD.`canonical` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`locked_at` IS NOT OLD.`locked_at` OR
  NEW.`locked_by` IS NOT OLD.`locked_by` OR
  NEW.`previous_hash` IS NOT OLD.`previous_hash` OR
  (OLD.`discarded_at` IS NOT NULL AND NEW.`discarded_at` IS NOT OLD.`discarded_at`) OR
  (OLD.`discarded_by` IS NOT NULL AND NEW.`discarded_by` IS NOT OLD.`discarded_by`) OR
  (OLD.`discard_reason` IS NOT NULL AND NEW.`discard_reason` IS NOT OLD.`discard_reason`) OR
  (OLD.`server_signature` IS NOT NULL AND NEW.`server_signature` IS NOT OLD.`server_signature`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: sheets');
END;
--> statement-breakpoint
CREATE TRIGGER `sheets_no_delete` BEFORE DELETE ON `sheets`
BEGIN
  SELECT RAISE(ABORT, 'append-only: sheets');
END;
--> statement-breakpoint
CREATE TRIGGER `signatures_no_change` BEFORE UPDATE ON `signatures`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`sheet_id` IS NOT OLD.`sheet_id` OR
  NEW.`person_id` IS NOT OLD.`person_id` OR
  NEW.`kind` IS NOT OLD.`kind` OR
  NEW.`statement` IS NOT OLD.`statement` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`at` IS NOT OLD.`at` OR
  (OLD.`discarded_at` IS NOT NULL AND NEW.`discarded_at` IS NOT OLD.`discarded_at`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: signatures');
END;
--> statement-breakpoint
CREATE TRIGGER `signatures_no_delete` BEFORE DELETE ON `signatures`
BEGIN
  SELECT RAISE(ABORT, 'append-only: signatures');
END;
