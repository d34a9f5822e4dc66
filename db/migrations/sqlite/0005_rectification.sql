CREATE TABLE `cases` (
	`finding_id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`centre_id` text NOT NULL,
	`area_id` text NOT NULL,
	`lead_body_id` text NOT NULL,
	`indicator` text NOT NULL,
	`severity` text NOT NULL,
	`number` text NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`delivered_at` integer NOT NULL,
	`respond_by` text NOT NULL,
	`plan_by` text,
	`due_on` text NOT NULL,
	`first_due_on` text NOT NULL,
	`kind` text,
	`responsible_id` text,
	`owner_names` text DEFAULT '' NOT NULL,
	`reported` integer DEFAULT 0 NOT NULL,
	`verified` integer DEFAULT 0 NOT NULL,
	`has_open_objection` integer DEFAULT false NOT NULL,
	`submitted_by` text,
	`submitted_at` integer,
	`closed_by` text,
	`closed_at` integer,
	`close_reason` text,
	`look_back_on` text,
	`effect` text,
	`repeat_of` text,
	`handled_by` text,
	`remark` text DEFAULT '' NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`responsible_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`closed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`repeat_of`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handled_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "cases_severity" CHECK("cases"."severity" in ('severe', 'ordinary', 'suggestion')),
	CONSTRAINT "cases_state" CHECK("cases"."state" in ('awaiting-response', 'awaiting-plan', 'rectifying', 'awaiting-acceptance', 'closed', 'withdrawn')),
	CONSTRAINT "cases_kind" CHECK("cases"."kind" in ('at-once', 'by-date', 'lasting')),
	CONSTRAINT "cases_effect" CHECK("cases"."effect" in ('effective', 'partly', 'not')),
	CONSTRAINT "cases_version" CHECK("cases"."version" >= 0),
	CONSTRAINT "cases_respond_by" CHECK("cases"."respond_by" like '____-__-__'),
	CONSTRAINT "cases_due_on" CHECK("cases"."due_on" like '____-__-__'),
	CONSTRAINT "cases_percent" CHECK("cases"."reported" between 0 and 100 and "cases"."verified" between 0 and 100)
);
--> statement-breakpoint
CREATE INDEX `cases_evaluation` ON `cases` (`evaluation_id`);--> statement-breakpoint
CREATE INDEX `cases_lead_state` ON `cases` (`lead_body_id`,`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `cases_lead_due` ON `cases` (`lead_body_id`,`due_on`);--> statement-breakpoint
CREATE INDEX `cases_area` ON `cases` (`area_id`,`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `cases_centre` ON `cases` (`centre_id`,`indicator`);--> statement-breakpoint
CREATE INDEX `cases_due` ON `cases` (`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `cases_repeat_of` ON `cases` (`repeat_of`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`key` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`status` integer,
	`last_error` text,
	CONSTRAINT "deliveries_channel" CHECK("deliveries"."channel" in ('mail', 'webhook')),
	CONSTRAINT "deliveries_state" CHECK("deliveries"."state" in ('waiting', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_key_unique` ON `deliveries` (`key`);--> statement-breakpoint
CREATE INDEX `deliveries_waiting` ON `deliveries` (`state`,`next_at`);--> statement-breakpoint
CREATE INDEX `deliveries_target` ON `deliveries` (`channel`,`target`,`created_at`);--> statement-breakpoint
CREATE TABLE `extensions` (
	`id` text PRIMARY KEY NOT NULL,
	`measure_id` text NOT NULL,
	`until` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`asked_by` text,
	`asked_by_name` text NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`decision` text,
	FOREIGN KEY (`measure_id`) REFERENCES `measures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`asked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "extensions_state" CHECK("extensions"."state" in ('asked', 'granted', 'refused')),
	CONSTRAINT "extensions_until" CHECK("extensions"."until" like '____-__-__')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `extensions_one_open` ON `extensions` (`measure_id`) WHERE "extensions"."state" = 'asked';--> statement-breakpoint
CREATE TABLE `file_uses` (
	`file_id` text NOT NULL,
	`subject` text NOT NULL,
	`subject_id` text NOT NULL,
	`role` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`subject`, `subject_id`, `file_id`),
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "file_uses_subject" CHECK("file_uses"."subject" in ('progress', 'objection', 'look-back', 'acceptance')),
	CONSTRAINT "file_uses_role" CHECK("file_uses"."role" in ('before', 'after', 'evidence'))
);
--> statement-breakpoint
CREATE INDEX `file_uses_file` ON `file_uses` (`file_id`);--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`sha256` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`name` text NOT NULL,
	`width` integer,
	`height` integer,
	`person_id` text,
	`link_id` text,
	`person_name` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`link_id`) REFERENCES `owner_links`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "files_type" CHECK("files"."type" in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	CONSTRAINT "files_size" CHECK("files"."size" >= 0)
);
--> statement-breakpoint
CREATE INDEX `files_evaluation` ON `files` (`evaluation_id`);--> statement-breakpoint
CREATE INDEX `files_sha256` ON `files` (`sha256`);--> statement-breakpoint
CREATE TABLE `link_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`link_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`link_id`) REFERENCES `owner_links`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `link_sessions_link` ON `link_sessions` (`link_id`);--> statement-breakpoint
CREATE INDEX `link_sessions_expires` ON `link_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `look_backs` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`effect` text NOT NULL,
	`statement` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "look_backs_effect" CHECK("look_backs"."effect" in ('effective', 'partly', 'not'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `look_backs_finding` ON `look_backs` (`finding_id`);--> statement-breakpoint
CREATE TABLE `measures` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`evaluation_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`place` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`owner_id` text,
	`owner_name` text NOT NULL,
	`due_on` text NOT NULL,
	`first_due_on` text NOT NULL,
	`expected` text DEFAULT '' NOT NULL,
	`state` text NOT NULL,
	`version` integer DEFAULT 0 NOT NULL,
	`reported` integer DEFAULT 0 NOT NULL,
	`verified` integer DEFAULT 0 NOT NULL,
	`reported_by` text,
	`reported_by_name` text,
	`reported_at` integer,
	`verified_by` text,
	`verified_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `plan_submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`reported_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`verified_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "measures_id_shape" CHECK(length("measures"."id") between 1 and 24),
	CONSTRAINT "measures_kind" CHECK("measures"."kind" in ('immediate', 'corrective', 'preventive')),
	CONSTRAINT "measures_state" CHECK("measures"."state" in ('doing', 'reported', 'verified', 'dropped')),
	CONSTRAINT "measures_due_on" CHECK("measures"."due_on" like '____-__-__'),
	CONSTRAINT "measures_percent" CHECK("measures"."reported" between 0 and 100 and "measures"."verified" between 0 and 100)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `measures_place` ON `measures` (`evaluation_id`,`place`);--> statement-breakpoint
CREATE INDEX `measures_finding` ON `measures` (`finding_id`);--> statement-breakpoint
CREATE INDEX `measures_owner` ON `measures` (`owner_id`,`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `measures_due` ON `measures` (`state`,`due_on`);--> statement-breakpoint
CREATE TABLE `notification_choices` (
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`mail` integer NOT NULL,
	PRIMARY KEY(`person_id`, `kind`),
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`params` text NOT NULL,
	`path` text NOT NULL,
	`evaluation_id` text,
	`at` integer NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_once` ON `notifications` (`person_id`,`key`);--> statement-breakpoint
CREATE INDEX `notifications_person` ON `notifications` (`person_id`,`read_at`,`at`);--> statement-breakpoint
CREATE TABLE `objection_voices` (
	`objection_id` text NOT NULL,
	`round` integer NOT NULL,
	`person_id` text NOT NULL,
	`agrees` integer NOT NULL,
	`statement` text DEFAULT '' NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`objection_id`, `round`, `person_id`),
	FOREIGN KEY (`objection_id`) REFERENCES `objections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `objections` (
	`id` text PRIMARY KEY NOT NULL,
	`finding_id` text NOT NULL,
	`evaluation_id` text NOT NULL,
	`grounds` text NOT NULL,
	`state` text NOT NULL,
	`round` integer DEFAULT 0 NOT NULL,
	`filed_by` text NOT NULL,
	`filed_at` integer NOT NULL,
	`handler_id` text,
	`proposal` text,
	`proposed_score` integer,
	`proposal_reason` text,
	`proposed_at` integer,
	`minutes` text,
	`document_number` text,
	`decided_at` integer,
	`withdrawn_at` integer,
	`sheet_id` text,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`filed_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`handler_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sheet_id`) REFERENCES `sheets`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "objections_state" CHECK("objections"."state" in ('filed', 'proposed', 'decided', 'withdrawn')),
	CONSTRAINT "objections_proposal" CHECK("objections"."proposal" in ('uphold', 'grant', 'reduce')),
	CONSTRAINT "objections_proposed_score" CHECK("objections"."proposed_score" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `objections_one_open` ON `objections` (`finding_id`) WHERE "objections"."state" in ('filed', 'proposed');--> statement-breakpoint
CREATE INDEX `objections_evaluation` ON `objections` (`evaluation_id`,`state`);--> statement-breakpoint
CREATE TABLE `owner_links` (
	`id` text PRIMARY KEY NOT NULL,
	`measure_id` text NOT NULL,
	`name` text NOT NULL,
	`contact` text DEFAULT '' NOT NULL,
	`token_hash` text NOT NULL,
	`code_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`seen_at` integer,
	FOREIGN KEY (`measure_id`) REFERENCES `measures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `owner_links_tokenHash_unique` ON `owner_links` (`token_hash`);--> statement-breakpoint
CREATE INDEX `owner_links_measure` ON `owner_links` (`measure_id`);--> statement-breakpoint
CREATE TABLE `plan_comments` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`submission_id` text NOT NULL,
	`finding_id` text NOT NULL,
	`root` text NOT NULL,
	`anchor` text,
	`quote` text DEFAULT '' NOT NULL,
	`text` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`settled_by` text,
	`settled_at` integer,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submission_id`) REFERENCES `plan_submissions`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`settled_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_comments_evaluation` ON `plan_comments` (`evaluation_id`);--> statement-breakpoint
CREATE TABLE `plan_submissions` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`revision` integer NOT NULL,
	`canonical` text NOT NULL,
	`hash` text NOT NULL,
	`state` text NOT NULL,
	`submitted_by` text NOT NULL,
	`submitted_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`submitted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "plan_submissions_state" CHECK("plan_submissions"."state" in ('submitted', 'returned', 'approved', 'withdrawn'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plan_submissions_revision` ON `plan_submissions` (`evaluation_id`,`revision`);--> statement-breakpoint
CREATE UNIQUE INDEX `plan_submissions_one_open` ON `plan_submissions` (`evaluation_id`) WHERE "plan_submissions"."state" = 'submitted';--> statement-breakpoint
CREATE TABLE `progress_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`measure_id` text NOT NULL,
	`kind` text NOT NULL,
	`percent` integer,
	`text` text DEFAULT '' NOT NULL,
	`person_id` text,
	`person_name` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`measure_id`) REFERENCES `measures`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "progress_notes_kind" CHECK("progress_notes"."kind" in ('note', 'report', 'check', 'verify', 'return'))
);
--> statement-breakpoint
CREATE INDEX `progress_notes_measure` ON `progress_notes` (`measure_id`,`at`);--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`deadline` text NOT NULL,
	`evaluation_id` text NOT NULL,
	`finding_id` text NOT NULL,
	`measure_id` text,
	`rung` text,
	`last_day` text NOT NULL,
	`on` text NOT NULL,
	`at` integer NOT NULL,
	`person_id` text,
	`document_number` text,
	`note` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reminders_deadline" CHECK("reminders"."deadline" in ('response', 'plan', 'rectification', 'measure', 'look-back')),
	CONSTRAINT "reminders_rung" CHECK("reminders"."rung" in ('remind', 'urge', 'supervise', 'interview', 'circular')),
	CONSTRAINT "reminders_last_day" CHECK("reminders"."last_day" like '____-__-__')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reminders_key_unique` ON `reminders` (`key`);--> statement-breakpoint
CREATE INDEX `reminders_finding` ON `reminders` (`finding_id`,`at`);--> statement-breakpoint
CREATE INDEX `reminders_evaluation` ON `reminders` (`evaluation_id`);--> statement-breakpoint
CREATE TABLE `repeats` (
	`finding_id` text NOT NULL,
	`earlier_id` text NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	PRIMARY KEY(`finding_id`, `earlier_id`),
	FOREIGN KEY (`finding_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`earlier_id`) REFERENCES `findings`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "repeats_state" CHECK("repeats"."state" in ('proposed', 'confirmed', 'denied'))
);
--> statement-breakpoint
CREATE INDEX `repeats_earlier` ON `repeats` (`earlier_id`);--> statement-breakpoint
CREATE TABLE `saved_views` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`name` text NOT NULL,
	`view` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_views_person` ON `saved_views` (`person_id`);--> statement-breakpoint
CREATE TABLE `suggestions` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`indicator` text DEFAULT '' NOT NULL,
	`clause` text NOT NULL,
	`text` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`withdrawn_at` integer,
	`withdrawn_by` text,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`withdrawn_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suggestions_evaluation` ON `suggestions` (`evaluation_id`);--> statement-breakpoint
CREATE TABLE `webhooks` (
	`id` text PRIMARY KEY NOT NULL,
	`body_id` text NOT NULL,
	`url` text NOT NULL,
	`secret` text NOT NULL,
	`kinds` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`disabled_at` integer,
	FOREIGN KEY (`body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `webhooks_body` ON `webhooks` (`body_id`);--> statement-breakpoint
ALTER TABLE `campaigns` ADD `response_days` integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `plan_days` integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `severe_days` integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `ordinary_days` integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `suggestion_days` integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE `campaigns` ADD `decision_voices` integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE `evaluations` ADD `findings_number` text;--> statement-breakpoint
ALTER TABLE `evaluations` ADD `findings_addressee` text;--> statement-breakpoint
ALTER TABLE `evaluations` ADD `findings_issued_at` integer;--> statement-breakpoint
ALTER TABLE `evaluations` ADD `findings_issued_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `findings` ADD `source` text DEFAULT 'deduction' NOT NULL;--> statement-breakpoint
ALTER TABLE `people` ADD `email` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_log_subject` ON `audit_log` (`subject`,`seq`);