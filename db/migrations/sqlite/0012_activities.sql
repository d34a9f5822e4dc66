CREATE TABLE `activities` (
	`id` text PRIMARY KEY NOT NULL,
	`centre_id` text NOT NULL,
	`version` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	`withdraw_reason` text,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "activities_version" CHECK("activities"."version" >= 1)
);
--> statement-breakpoint
CREATE INDEX `activities_centre` ON `activities` (`centre_id`);--> statement-breakpoint
CREATE TABLE `activity_versions` (
	`activity_id` text NOT NULL,
	`version` integer NOT NULL,
	`type` text NOT NULL,
	`day` text NOT NULL,
	`people` integer,
	`who` text NOT NULL,
	`place` text NOT NULL,
	`text` text NOT NULL,
	`recipient` text NOT NULL,
	`indicators` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`activity_id`, `version`),
	FOREIGN KEY (`activity_id`) REFERENCES `activities`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "activity_versions_type" CHECK("activity_versions"."type" in ('guidance', 'errand', 'fostering', 'project', 'lending', 'study', 'training', 'volunteering', 'consultation', 'founding', 'display', 'convenience', 'research', 'joint', 'council', 'meeting', 'duty', 'visit', 'letter', 'call', 'report', 'special')),
	CONSTRAINT "activity_versions_day" CHECK("activity_versions"."day" like '____-__-__'),
	CONSTRAINT "activity_versions_people" CHECK("activity_versions"."people" >= 0)
);
--> statement-breakpoint
CREATE TABLE `self_assessments` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`hash` text NOT NULL,
	`handed_in_by` text NOT NULL,
	`handed_in_at` integer NOT NULL,
	`taken_back_by` text,
	`taken_back_at` integer,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handed_in_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`taken_back_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `self_assessments_in_force` ON `self_assessments` (`evaluation_id`) WHERE "self_assessments"."taken_back_at" is null;--> statement-breakpoint
CREATE TABLE `self_scores` (
	`assessment_id` text NOT NULL,
	`indicator` text NOT NULL,
	`score` integer,
	`statement` text NOT NULL,
	PRIMARY KEY(`assessment_id`, `indicator`),
	FOREIGN KEY (`assessment_id`) REFERENCES `self_assessments`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "self_scores_score" CHECK("self_scores"."score" >= 0)
);

--> statement-breakpoint
CREATE TRIGGER `activity_versions_no_update` BEFORE UPDATE ON `activity_versions`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_versions');
END;
--> statement-breakpoint
CREATE TRIGGER `activity_versions_no_delete` BEFORE DELETE ON `activity_versions`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activity_versions');
END;
--> statement-breakpoint
CREATE TRIGGER `activities_no_change` BEFORE UPDATE ON `activities`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`centre_id` IS NOT OLD.`centre_id` OR
  NEW.`created_by` IS NOT OLD.`created_by` OR
  NEW.`created_at` IS NOT OLD.`created_at` OR
  NEW.`version` NOT IN (OLD.`version`, OLD.`version` + 1) OR
  (OLD.`withdrawn_at` IS NOT NULL AND (
    NEW.`version` IS NOT OLD.`version` OR
    NEW.`withdrawn_at` IS NOT OLD.`withdrawn_at` OR
    NEW.`withdrawn_by` IS NOT OLD.`withdrawn_by` OR
    NEW.`withdraw_reason` IS NOT OLD.`withdraw_reason`
  ))
BEGIN
  SELECT RAISE(ABORT, 'append-only: activities');
END;
--> statement-breakpoint
CREATE TRIGGER `activities_no_delete` BEFORE DELETE ON `activities`
BEGIN
  SELECT RAISE(ABORT, 'append-only: activities');
END;
--> statement-breakpoint
CREATE TRIGGER `self_scores_no_update` BEFORE UPDATE ON `self_scores`
BEGIN
  SELECT RAISE(ABORT, 'append-only: self_scores');
END;
--> statement-breakpoint
CREATE TRIGGER `self_scores_no_delete` BEFORE DELETE ON `self_scores`
BEGIN
  SELECT RAISE(ABORT, 'append-only: self_scores');
END;
--> statement-breakpoint
CREATE TRIGGER `self_assessments_no_change` BEFORE UPDATE ON `self_assessments`
WHEN
  NEW.`id` IS NOT OLD.`id` OR
  NEW.`evaluation_id` IS NOT OLD.`evaluation_id` OR
  NEW.`hash` IS NOT OLD.`hash` OR
  NEW.`handed_in_by` IS NOT OLD.`handed_in_by` OR
  NEW.`handed_in_at` IS NOT OLD.`handed_in_at` OR
  (OLD.`taken_back_at` IS NOT NULL AND (
    NEW.`taken_back_at` IS NOT OLD.`taken_back_at` OR
    NEW.`taken_back_by` IS NOT OLD.`taken_back_by`
  ))
BEGIN
  SELECT RAISE(ABORT, 'append-only: self_assessments');
END;
--> statement-breakpoint
CREATE TRIGGER `self_assessments_no_delete` BEFORE DELETE ON `self_assessments`
BEGIN
  SELECT RAISE(ABORT, 'append-only: self_assessments');
END;
--> statement-breakpoint
INSERT INTO `documents` (`name`, `evaluation_id`, `kind`, `person_id`, `created_at`)
SELECT 'self:' || `id`, `id`, 'self', NULL, `created_at` FROM `evaluations` WHERE `phase` = 'planned';
