CREATE TABLE `piece_files` (
	`evaluation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`slot` text NOT NULL,
	`file_id` text NOT NULL,
	`came_as` text NOT NULL,
	PRIMARY KEY(`evaluation_id`, `person_id`, `slot`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `piece_files_file` ON `piece_files` (`file_id`);
--> statement-breakpoint
CREATE TRIGGER `piece_files_no_update` BEFORE UPDATE ON `piece_files`
BEGIN
  SELECT RAISE(ABORT, 'append-only: piece_files');
END;
--> statement-breakpoint
CREATE TRIGGER `piece_files_no_delete` BEFORE DELETE ON `piece_files`
BEGIN
  SELECT RAISE(ABORT, 'append-only: piece_files');
END;
