CREATE TABLE `sheet_scans` (
	`id` text PRIMARY KEY NOT NULL,
	`sheet_id` text NOT NULL,
	`file_id` text NOT NULL,
	`sha256` text NOT NULL,
	`carries` text NOT NULL,
	`hash` text NOT NULL,
	`person_id` text NOT NULL,
	`person_name` text NOT NULL,
	`person_name_en` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`sheet_id`) REFERENCES `sheets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sheet_scans_fileId_unique` ON `sheet_scans` (`file_id`);--> statement-breakpoint
CREATE INDEX `sheet_scans_sheet` ON `sheet_scans` (`sheet_id`);--> statement-breakpoint
CREATE TABLE `witnessed_words` (
	`id` text PRIMARY KEY NOT NULL,
	`sheet_id` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`person_name` text NOT NULL,
	`person_name_en` text NOT NULL,
	`post` text NOT NULL,
	`statement` text DEFAULT '' NOT NULL,
	`drawing` text,
	`hash` text NOT NULL,
	`witness_id` text NOT NULL,
	`witness_name` text NOT NULL,
	`witness_name_en` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`sheet_id`) REFERENCES `sheets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`witness_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "witnessed_words_kind" CHECK("witnessed_words"."kind" in ('acknowledge', 'decline'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `witnessed_words_one_each` ON `witnessed_words` (`sheet_id`,`person_name`);--> statement-breakpoint
ALTER TABLE `signatures` ADD `drawing` text;
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
  NEW.`drawing` IS NOT OLD.`drawing` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`at` IS NOT OLD.`at` OR
  (OLD.`discarded_at` IS NOT NULL AND NEW.`discarded_at` IS NOT OLD.`discarded_at`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: signatures');
END;
--> statement-breakpoint
CREATE TRIGGER `witnessed_words_no_update` BEFORE UPDATE ON `witnessed_words`
BEGIN
  SELECT RAISE(ABORT, 'append-only: witnessed_words');
END;
--> statement-breakpoint
CREATE TRIGGER `witnessed_words_no_delete` BEFORE DELETE ON `witnessed_words`
BEGIN
  SELECT RAISE(ABORT, 'append-only: witnessed_words');
END;
--> statement-breakpoint
CREATE TRIGGER `sheet_scans_no_update` BEFORE UPDATE ON `sheet_scans`
BEGIN
  SELECT RAISE(ABORT, 'append-only: sheet_scans');
END;
--> statement-breakpoint
CREATE TRIGGER `sheet_scans_no_delete` BEFORE DELETE ON `sheet_scans`
BEGIN
  SELECT RAISE(ABORT, 'append-only: sheet_scans');
END;
