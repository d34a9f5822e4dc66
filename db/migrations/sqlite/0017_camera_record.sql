ALTER TABLE `campaigns` ADD `keeps_camera_record` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `files` ADD `camera` text;
--> statement-breakpoint
DROP TRIGGER `files_no_change`;
--> statement-breakpoint
CREATE TRIGGER `files_no_change` BEFORE UPDATE ON `files`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`sha256` IS NOT OLD.`sha256` OR
  NEW.`type` IS NOT OLD.`type` OR
  NEW.`size` IS NOT OLD.`size` OR
  NEW.`name` IS NOT OLD.`name` OR
  NEW.`camera` IS NOT OLD.`camera` OR
  NEW.`person_id` IS NOT OLD.`person_id` OR
  NEW.`link_id` IS NOT OLD.`link_id` OR
  NEW.`person_name` IS NOT OLD.`person_name` OR
  NEW.`at` IS NOT OLD.`at`
BEGIN
  SELECT RAISE(ABORT, 'append-only: files');
END;
