-- What was said, proven and delivered stays as it was; of a submitted plan, a file and a case only what happens to it is added.
CREATE TRIGGER `objection_voices_no_update` BEFORE UPDATE ON `objection_voices`
BEGIN
  SELECT RAISE(ABORT, 'append-only: objection_voices');
END;
--> statement-breakpoint
CREATE TRIGGER `objection_voices_no_delete` BEFORE DELETE ON `objection_voices`
BEGIN
  SELECT RAISE(ABORT, 'append-only: objection_voices');
END;
--> statement-breakpoint
CREATE TRIGGER `progress_notes_no_update` BEFORE UPDATE ON `progress_notes`
BEGIN
  SELECT RAISE(ABORT, 'append-only: progress_notes');
END;
--> statement-breakpoint
CREATE TRIGGER `progress_notes_no_delete` BEFORE DELETE ON `progress_notes`
BEGIN
  SELECT RAISE(ABORT, 'append-only: progress_notes');
END;
--> statement-breakpoint
CREATE TRIGGER `look_backs_no_update` BEFORE UPDATE ON `look_backs`
BEGIN
  SELECT RAISE(ABORT, 'append-only: look_backs');
END;
--> statement-breakpoint
CREATE TRIGGER `look_backs_no_delete` BEFORE DELETE ON `look_backs`
BEGIN
  SELECT RAISE(ABORT, 'append-only: look_backs');
END;
--> statement-breakpoint
CREATE TRIGGER `file_uses_no_update` BEFORE UPDATE ON `file_uses`
BEGIN
  SELECT RAISE(ABORT, 'append-only: file_uses');
END;
--> statement-breakpoint
CREATE TRIGGER `file_uses_no_delete` BEFORE DELETE ON `file_uses`
BEGIN
  SELECT RAISE(ABORT, 'append-only: file_uses');
END;
--> statement-breakpoint
CREATE TRIGGER `plan_submissions_no_change` BEFORE UPDATE ON `plan_submissions`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`revision` IS NOT OLD.`revision` OR
  NEW.`canonical` IS NOT OLD.`canonical` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`submitted_by` IS NOT OLD.`submitted_by` OR
  NEW.`submitted_at` IS NOT OLD.`submitted_at`
BEGIN
  SELECT RAISE(ABORT, 'append-only: plan_submissions');
END;
--> statement-breakpoint
CREATE TRIGGER `plan_submissions_no_delete` BEFORE DELETE ON `plan_submissions`
BEGIN
  SELECT RAISE(ABORT, 'append-only: plan_submissions');
END;
--> statement-breakpoint
CREATE TRIGGER `files_no_change` BEFORE UPDATE ON `files`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`sha256` IS NOT OLD.`sha256` OR
  NEW.`type` IS NOT OLD.`type` OR
  NEW.`size` IS NOT OLD.`size` OR
  NEW.`name` IS NOT OLD.`name` OR
  NEW.`person_id` IS NOT OLD.`person_id` OR
  NEW.`link_id` IS NOT OLD.`link_id` OR
  NEW.`person_name` IS NOT OLD.`person_name` OR
  NEW.`at` IS NOT OLD.`at`
BEGIN
  SELECT RAISE(ABORT, 'append-only: files');
END;
--> statement-breakpoint
CREATE TRIGGER `files_no_delete` BEFORE DELETE ON `files`
BEGIN
  SELECT RAISE(ABORT, 'append-only: files');
END;
--> statement-breakpoint
CREATE TRIGGER `cases_no_change` BEFORE UPDATE ON `cases`
WHEN
  NEW.`finding_id` IS NOT OLD.`finding_id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`centre_id` IS NOT OLD.`centre_id` OR
  NEW.`lead_body_id` IS NOT OLD.`lead_body_id` OR
  NEW.`indicator` IS NOT OLD.`indicator` OR
  NEW.`number` IS NOT OLD.`number` OR
  NEW.`delivered_at` IS NOT OLD.`delivered_at` OR
  NEW.`respond_by` IS NOT OLD.`respond_by` OR
  NEW.`first_due_on` IS NOT OLD.`first_due_on`
BEGIN
  SELECT RAISE(ABORT, 'append-only: cases');
END;
--> statement-breakpoint
CREATE TRIGGER `cases_no_delete` BEFORE DELETE ON `cases`
BEGIN
  SELECT RAISE(ABORT, 'append-only: cases');
END;
