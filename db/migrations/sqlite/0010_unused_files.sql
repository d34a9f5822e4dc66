DROP TRIGGER `files_no_delete`;
--> statement-breakpoint
CREATE TRIGGER `files_no_delete` BEFORE DELETE ON `files`
WHEN EXISTS (SELECT 1 FROM `file_uses` WHERE `file_id` = OLD.`id`)
BEGIN
  SELECT RAISE(ABORT, 'append-only: files');
END;
