CREATE TABLE `areas` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`level` text NOT NULL,
	`parent_id` text,
	FOREIGN KEY (`parent_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "areas_level" CHECK("areas"."level" in ('province', 'city', 'county', 'township', 'village'))
);
--> statement-breakpoint
CREATE INDEX `areas_parent` ON `areas` (`parent_id`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`person_id` text,
	`action` text NOT NULL,
	`evaluation_id` text,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_evaluation` ON `audit_log` (`evaluation_id`,`seq`);--> statement-breakpoint
CREATE TABLE `ballot_scores` (
	`evaluation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`indicator` text NOT NULL,
	`score` integer,
	`recused` integer DEFAULT false NOT NULL,
	`remark` text DEFAULT '' NOT NULL,
	PRIMARY KEY(`evaluation_id`, `person_id`, `indicator`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ballot_scores_score" CHECK("ballot_scores"."score" >= 0)
);
--> statement-breakpoint
CREATE TABLE `bodies` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`kind` text NOT NULL,
	`area_id` text NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "bodies_kind" CHECK("bodies"."kind" in ('provincial-committee', 'city-committee', 'county-committee', 'local-party-committee', 'industry-party-committee'))
);
--> statement-breakpoint
CREATE INDEX `bodies_area` ON `bodies` (`area_id`);--> statement-breakpoint
CREATE TABLE `campaigns` (
	`id` text PRIMARY KEY NOT NULL,
	`body_id` text NOT NULL,
	`title` text NOT NULL,
	`period_from` text NOT NULL,
	`period_to` text NOT NULL,
	`rubric_code` text NOT NULL,
	`step` integer NOT NULL,
	`ceiling_policy` text NOT NULL,
	`scoring_mode` text NOT NULL,
	`notice_days` integer NOT NULL,
	`time_zone` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "campaigns_step" CHECK("campaigns"."step" in (10, 5, 1)),
	CONSTRAINT "campaigns_ceiling_policy" CHECK("campaigns"."ceiling_policy" in ('discretion', 'proportional', 'strict')),
	CONSTRAINT "campaigns_scoring_mode" CHECK("campaigns"."scoring_mode" in ('independent', 'joint')),
	CONSTRAINT "campaigns_period_from" CHECK("campaigns"."period_from" like '____-__-__'),
	CONSTRAINT "campaigns_period_to" CHECK("campaigns"."period_to" like '____-__-__'),
	CONSTRAINT "campaigns_period" CHECK("campaigns"."period_from" <= "campaigns"."period_to"),
	CONSTRAINT "campaigns_notice_days" CHECK("campaigns"."notice_days" >= 0)
);
--> statement-breakpoint
CREATE INDEX `campaigns_body` ON `campaigns` (`body_id`);--> statement-breakpoint
CREATE TABLE `centre_people` (
	`centre_id` text NOT NULL,
	`person_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`centre_id`, `person_id`, `role`),
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "centre_people_role" CHECK("centre_people"."role" in ('director', 'deputy', 'staff', 'responsible'))
);
--> statement-breakpoint
CREATE INDEX `centre_people_person` ON `centre_people` (`person_id`);--> statement-breakpoint
CREATE TABLE `centres` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`tier` text NOT NULL,
	`area_id` text NOT NULL,
	`run_by_body_id` text,
	`address` text DEFAULT '' NOT NULL,
	`phone` text DEFAULT '' NOT NULL,
	`is_demo` integer DEFAULT false NOT NULL,
	FOREIGN KEY (`area_id`) REFERENCES `areas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_by_body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "centres_tier" CHECK("centres"."tier" in ('municipal', 'county', 'township', 'village', 'regional', 'outpost'))
);
--> statement-breakpoint
CREATE INDEX `centres_area` ON `centres` (`area_id`);--> statement-breakpoint
CREATE INDEX `centres_run_by` ON `centres` (`run_by_body_id`);--> statement-breakpoint
CREATE TABLE `document_clients` (
	`document` text NOT NULL,
	`client_id` integer NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`document`, `client_id`),
	FOREIGN KEY (`document`) REFERENCES `documents`(`name`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`name` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `documents_evaluation` ON `documents` (`evaluation_id`);--> statement-breakpoint
CREATE TABLE `evaluations` (
	`id` text PRIMARY KEY NOT NULL,
	`campaign_id` text NOT NULL,
	`centre_id` text NOT NULL,
	`kind` text NOT NULL,
	`lead_body_id` text NOT NULL,
	`planned_on` text,
	`phase` text DEFAULT 'planned' NOT NULL,
	`epoch` integer DEFAULT 0 NOT NULL,
	`self_evaluated` integer DEFAULT false NOT NULL,
	`opened_at` integer,
	`revealed_at` integer,
	`reveal_reason` text,
	`locked_at` integer,
	`closed_signing_at` integer,
	`approved_at` integer,
	`approved_by` text,
	`minutes` text,
	`document_number` text,
	`delivered_at` integer,
	`notice_ends_on` text,
	`published_at` integer,
	`cancelled_at` integer,
	`cancel_reason` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`archive_number` text,
	FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`centre_id`) REFERENCES `centres`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lead_body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`approved_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "evaluations_id_shape" CHECK(length("evaluations"."id") between 1 and 24),
	CONSTRAINT "evaluations_kind" CHECK("evaluations"."kind" in ('regular', 'spot-check')),
	CONSTRAINT "evaluations_phase" CHECK("evaluations"."phase" in ('planned', 'scoring', 'deliberation', 'signing', 'preliminary', 'notice', 'published', 'rectifying', 'closed', 'cancelled')),
	CONSTRAINT "evaluations_epoch" CHECK("evaluations"."epoch" >= 0),
	CONSTRAINT "evaluations_planned_on" CHECK("evaluations"."planned_on" like '____-__-__'),
	CONSTRAINT "evaluations_notice_ends_on" CHECK("evaluations"."notice_ends_on" like '____-__-__')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `evaluations_one_regular` ON `evaluations` (`campaign_id`,`centre_id`) WHERE "evaluations"."kind" = 'regular' and "evaluations"."phase" <> 'cancelled';--> statement-breakpoint
CREATE INDEX `evaluations_campaign` ON `evaluations` (`campaign_id`,`phase`);--> statement-breakpoint
CREATE INDEX `evaluations_centre` ON `evaluations` (`centre_id`);--> statement-breakpoint
CREATE INDEX `evaluations_lead` ON `evaluations` (`lead_body_id`,`phase`);--> statement-breakpoint
CREATE TABLE `exceptions` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`requirement` text NOT NULL,
	`reason` text NOT NULL,
	`granted_by` text NOT NULL,
	`granted_at` integer NOT NULL,
	`withdrawn_at` integer,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`granted_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `exceptions_in_force` ON `exceptions` (`evaluation_id`,`requirement`) WHERE "exceptions"."withdrawn_at" is null;--> statement-breakpoint
CREATE TABLE `findings` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`number` integer NOT NULL,
	`indicator` text NOT NULL,
	`clauses` text NOT NULL,
	`standard` text NOT NULL,
	`actual` text NOT NULL,
	`lost` integer NOT NULL,
	`severity` text NOT NULL,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "findings_severity" CHECK("findings"."severity" in ('severe', 'ordinary', 'suggestion')),
	CONSTRAINT "findings_lost" CHECK("findings"."lost" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `findings_number` ON `findings` (`evaluation_id`,`number`);--> statement-breakpoint
CREATE TABLE `joint_bodies` (
	`evaluation_id` text NOT NULL,
	`body_id` text NOT NULL,
	PRIMARY KEY(`evaluation_id`, `body_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `joint_bodies_body` ON `joint_bodies` (`body_id`);--> statement-breakpoint
CREATE TABLE `officers` (
	`body_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`body_id`, `person_id`),
	FOREIGN KEY (`body_id`) REFERENCES `bodies`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `officers_person` ON `officers` (`person_id`);--> statement-breakpoint
CREATE TABLE `panel_members` (
	`evaluation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`is_chair` integer DEFAULT false NOT NULL,
	`recused_at` integer,
	`recuse_reason` text,
	PRIMARY KEY(`evaluation_id`, `person_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `panel_members_person` ON `panel_members` (`person_id`);--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`name_en` text NOT NULL,
	`password_hash` text NOT NULL,
	`locale` text DEFAULT 'zh' NOT NULL,
	`is_administrator` integer DEFAULT false NOT NULL,
	`is_demo` integer DEFAULT false NOT NULL,
	`disabled_at` integer,
	CONSTRAINT "people_id_shape" CHECK(length("people"."id") between 1 and 24),
	CONSTRAINT "people_locale" CHECK("people"."locale" in ('zh', 'en'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_username_unique` ON `people` (`username`);--> statement-breakpoint
CREATE TABLE `progress` (
	`evaluation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`scored` integer NOT NULL,
	`total` integer NOT NULL,
	`seq` integer NOT NULL,
	PRIMARY KEY(`evaluation_id`, `person_id`),
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `returns` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `returns_evaluation` ON `returns` (`evaluation_id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`address` text NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sessions_person` ON `sessions` (`person_id`);--> statement-breakpoint
CREATE INDEX `sessions_expires` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sheets` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`revision` integer NOT NULL,
	`canonical` text NOT NULL,
	`hash` text NOT NULL,
	`locked_at` integer NOT NULL,
	`locked_by` text NOT NULL,
	`discarded_at` integer,
	`discarded_by` text,
	`discard_reason` text,
	`previous_hash` text,
	`server_signature` text,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`locked_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`discarded_by`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sheets_revision` ON `sheets` (`evaluation_id`,`revision`);--> statement-breakpoint
CREATE TABLE `signatures` (
	`id` text PRIMARY KEY NOT NULL,
	`sheet_id` text NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`statement` text DEFAULT '' NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`discarded_at` integer,
	FOREIGN KEY (`sheet_id`) REFERENCES `sheets`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "signatures_kind" CHECK("signatures"."kind" in ('sign', 'dissent', 'acknowledge', 'decline'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `signatures_one_each` ON `signatures` (`sheet_id`,`person_id`) WHERE "signatures"."discarded_at" is null;--> statement-breakpoint
CREATE TABLE `snapshots` (
	`document` text NOT NULL,
	`seq` integer NOT NULL,
	`bytes` blob NOT NULL,
	`state_vector` blob NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`document`, `seq`),
	FOREIGN KEY (`document`) REFERENCES `documents`(`name`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `updates` (
	`document` text NOT NULL,
	`seq` integer NOT NULL,
	`person_id` text,
	`epoch` integer NOT NULL,
	`at` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`document`, `seq`),
	FOREIGN KEY (`document`) REFERENCES `documents`(`name`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "updates_seq" CHECK("updates"."seq" >= 1)
);
