DROP INDEX `cases_ledger`;--> statement-breakpoint
ALTER TABLE `cases` ADD `clauses` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `source` text DEFAULT 'deduction' NOT NULL;--> statement-breakpoint
UPDATE `cases` SET
  `clauses` = (SELECT `findings`.`clauses` FROM `findings` WHERE `findings`.`id` = `cases`.`finding_id`),
  `source` = (SELECT `findings`.`source` FROM `findings` WHERE `findings`.`id` = `cases`.`finding_id`);--> statement-breakpoint
CREATE INDEX `cases_ledger` ON `cases` (`due_on`,`state`,`area_id`,`lead_body_id`,`centre_id`,`severity`,`closed_at`,`indicator`,`responsible_id`,`clauses`,`source`,`finding_id`);--> statement-breakpoint
DROP TRIGGER `cases_no_change`;
--> statement-breakpoint
CREATE TRIGGER `cases_no_change` BEFORE UPDATE ON `cases`
WHEN
  NEW.`finding_id` IS NOT OLD.`finding_id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`centre_id` IS NOT OLD.`centre_id` OR
  NEW.`lead_body_id` IS NOT OLD.`lead_body_id` OR
  NEW.`indicator` IS NOT OLD.`indicator` OR
  NEW.`clauses` IS NOT OLD.`clauses` OR
  NEW.`source` IS NOT OLD.`source` OR
  NEW.`number` IS NOT OLD.`number` OR
  NEW.`delivered_at` IS NOT OLD.`delivered_at` OR
  NEW.`respond_by` IS NOT OLD.`respond_by` OR
  NEW.`first_due_on` IS NOT OLD.`first_due_on`
BEGIN
  SELECT RAISE(ABORT, 'append-only: cases');
END;
