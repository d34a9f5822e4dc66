CREATE TABLE `activity_file_uses` (
	`activity_id` text NOT NULL,
	`version` integer NOT NULL,
	`file_id` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`activity_id`, `version`, `file_id`),
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `activity_files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `activity_file_uses_file` ON `activity_file_uses` (`file_id`);--> statement-breakpoint
CREATE TABLE `activity_files` (
	`id` text PRIMARY KEY NOT NULL,
	`centre_id` text NOT NULL,
	`sha256` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`name` text NOT NULL,
	`width` integer,
	`height` integer,
	`person_id` text NOT NULL,
	`person_name` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "activity_files_type" CHECK("activity_files"."type" in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	CONSTRAINT "activity_files_size" CHECK("activity_files"."size" >= 0)
);
--> statement-breakpoint
CREATE INDEX `activity_files_centre` ON `activity_files` (`centre_id`,`at`);--> statement-breakpoint
CREATE INDEX `activity_files_sha256` ON `activity_files` (`sha256`);
--> statement-breakpoint
CREATE TRIGGER `activity_files_no_change` BEFORE UPDATE ON `activity_files`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_files');
END;
--> statement-breakpoint
CREATE TRIGGER `activity_files_no_delete` BEFORE DELETE ON `activity_files`
WHEN EXISTS (SELECT 1 FROM `activity_file_uses` WHERE `file_id` = OLD.`id`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_files');
END;
--> statement-breakpoint
CREATE TRIGGER `activity_file_uses_no_update` BEFORE UPDATE ON `activity_file_uses`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_file_uses');
END;
--> statement-breakpoint
CREATE TRIGGER `activity_file_uses_no_delete` BEFORE DELETE ON `activity_file_uses`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_file_uses');
END;
