-- What was delivered stays as it was delivered: findings, approval, notice. What a sheet and a signature got beside
-- what they had (the close and its reason, what the server sealed, the name of who signed) is set once.
-- A table that is rebuilt loses its triggers: repeat them in the migration that rebuilds it (append-only.test.ts).
DROP TRIGGER `sheets_no_change`;
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
  (OLD.`closed_at` IS NOT NULL AND NEW.`closed_at` IS NOT OLD.`closed_at`) OR
  (OLD.`closed_by` IS NOT NULL AND NEW.`closed_by` IS NOT OLD.`closed_by`) OR
  (OLD.`close_reason` IS NOT NULL AND NEW.`close_reason` IS NOT OLD.`close_reason`) OR
  (OLD.`sealed` IS NOT NULL AND NEW.`sealed` IS NOT OLD.`sealed`) OR
  (OLD.`server_signature` IS NOT NULL AND NEW.`server_signature` IS NOT OLD.`server_signature`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: sheets');
END;
--> statement-breakpoint
DROP TRIGGER `signatures_no_change`;
--> statement-breakpoint
CREATE TRIGGER `signatures_no_change` BEFORE UPDATE ON `signatures`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`sheet_id` IS NOT OLD.`sheet_id` OR
  NEW.`person_id` IS NOT OLD.`person_id` OR
  NEW.`person_name` IS NOT OLD.`person_name` OR
  NEW.`person_name_en` IS NOT OLD.`person_name_en` OR
  NEW.`kind` IS NOT OLD.`kind` OR
  NEW.`statement` IS NOT OLD.`statement` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`at` IS NOT OLD.`at` OR
  (OLD.`discarded_at` IS NOT NULL AND NEW.`discarded_at` IS NOT OLD.`discarded_at`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: signatures');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_no_update` BEFORE UPDATE ON `findings`
BEGIN
  SELECT RAISE(ABORT, 'append-only: findings');
END;
--> statement-breakpoint
CREATE TRIGGER `findings_no_delete` BEFORE DELETE ON `findings`
BEGIN
  SELECT RAISE(ABORT, 'append-only: findings');
END;
--> statement-breakpoint
CREATE TRIGGER `evaluations_delivered` BEFORE UPDATE ON `evaluations`
WHEN
  OLD.`delivered_at` IS NOT NULL AND (
  NEW.`campaign_id` IS NOT OLD.`campaign_id` OR
  NEW.`centre_id` IS NOT OLD.`centre_id` OR
  NEW.`kind` IS NOT OLD.`kind` OR
  NEW.`lead_body_id` IS NOT OLD.`lead_body_id` OR
  NEW.`planned_on` IS NOT OLD.`planned_on` OR
  NEW.`self_evaluated` IS NOT OLD.`self_evaluated` OR
  NEW.`locked_at` IS NOT OLD.`locked_at` OR
  NEW.`closed_signing_at` IS NOT OLD.`closed_signing_at` OR
  NEW.`approved_at` IS NOT OLD.`approved_at` OR
  NEW.`approved_by` IS NOT OLD.`approved_by` OR
  NEW.`minutes` IS NOT OLD.`minutes` OR
  NEW.`document_number` IS NOT OLD.`document_number` OR
  NEW.`delivered_at` IS NOT OLD.`delivered_at` OR
  NEW.`notice_ends_on` IS NOT OLD.`notice_ends_on` OR
  (OLD.`published_at` IS NOT NULL AND NEW.`published_at` IS NOT OLD.`published_at`))
BEGIN
  SELECT RAISE(ABORT, 'append-only: evaluations');
END;
--> statement-breakpoint
CREATE TRIGGER `evaluations_delivered_no_delete` BEFORE DELETE ON `evaluations`
WHEN
  OLD.`delivered_at` IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'append-only: evaluations');
END;
