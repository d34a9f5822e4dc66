CREATE TABLE "cases" (
	"finding_id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"centre_id" text NOT NULL,
	"area_id" text NOT NULL,
	"lead_body_id" text NOT NULL,
	"indicator" text NOT NULL,
	"severity" text NOT NULL,
	"number" text NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"delivered_at" bigint NOT NULL,
	"respond_by" text NOT NULL,
	"plan_by" text,
	"due_on" text NOT NULL,
	"first_due_on" text NOT NULL,
	"kind" text,
	"responsible_id" text,
	"owner_names" text DEFAULT '' NOT NULL,
	"reported" integer DEFAULT 0 NOT NULL,
	"verified" integer DEFAULT 0 NOT NULL,
	"has_open_objection" boolean DEFAULT false NOT NULL,
	"submitted_by" text,
	"submitted_at" bigint,
	"closed_by" text,
	"closed_at" bigint,
	"close_reason" text,
	"look_back_on" text,
	"effect" text,
	"repeat_of" text,
	"handled_by" text,
	"remark" text DEFAULT '' NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "cases_severity" CHECK ("cases"."severity" in ('severe', 'ordinary', 'suggestion')),
	CONSTRAINT "cases_state" CHECK ("cases"."state" in ('awaiting-response', 'awaiting-plan', 'rectifying', 'awaiting-acceptance', 'closed', 'withdrawn')),
	CONSTRAINT "cases_kind" CHECK ("cases"."kind" in ('at-once', 'by-date', 'lasting')),
	CONSTRAINT "cases_effect" CHECK ("cases"."effect" in ('effective', 'partly', 'not')),
	CONSTRAINT "cases_version" CHECK ("cases"."version" >= 0),
	CONSTRAINT "cases_respond_by" CHECK ("cases"."respond_by" like '____-__-__'),
	CONSTRAINT "cases_due_on" CHECK ("cases"."due_on" like '____-__-__'),
	CONSTRAINT "cases_percent" CHECK ("cases"."reported" between 0 and 100 and "cases"."verified" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"key" text NOT NULL,
	"payload" json NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"sent_at" bigint,
	"status" integer,
	"last_error" text,
	CONSTRAINT "deliveries_key_unique" UNIQUE("key"),
	CONSTRAINT "deliveries_channel" CHECK ("deliveries"."channel" in ('mail', 'webhook')),
	CONSTRAINT "deliveries_state" CHECK ("deliveries"."state" in ('waiting', 'sent', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" text PRIMARY KEY NOT NULL,
	"measure_id" text NOT NULL,
	"until" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" text,
	"asked_by_name" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"decision" text,
	CONSTRAINT "extensions_state" CHECK ("extensions"."state" in ('asked', 'granted', 'refused')),
	CONSTRAINT "extensions_until" CHECK ("extensions"."until" like '____-__-__')
);
--> statement-breakpoint
CREATE TABLE "file_uses" (
	"file_id" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"role" text NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "file_uses_subject_subject_id_file_id_pk" PRIMARY KEY("subject","subject_id","file_id"),
	CONSTRAINT "file_uses_subject" CHECK ("file_uses"."subject" in ('progress', 'objection', 'look-back', 'acceptance')),
	CONSTRAINT "file_uses_role" CHECK ("file_uses"."role" in ('before', 'after', 'evidence'))
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"name" text NOT NULL,
	"width" integer,
	"height" integer,
	"person_id" text,
	"link_id" text,
	"person_name" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "files_type" CHECK ("files"."type" in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	CONSTRAINT "files_size" CHECK ("files"."size" >= 0)
);
--> statement-breakpoint
CREATE TABLE "link_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"link_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "look_backs" (
	"id" text PRIMARY KEY NOT NULL,
	"finding_id" text NOT NULL,
	"effect" text NOT NULL,
	"statement" text NOT NULL,
	"person_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "look_backs_effect" CHECK ("look_backs"."effect" in ('effective', 'partly', 'not'))
);
--> statement-breakpoint
CREATE TABLE "measures" (
	"id" text PRIMARY KEY NOT NULL,
	"finding_id" text NOT NULL,
	"evaluation_id" text NOT NULL,
	"submission_id" text NOT NULL,
	"place" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"owner_id" text,
	"owner_name" text NOT NULL,
	"due_on" text NOT NULL,
	"first_due_on" text NOT NULL,
	"expected" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"reported" integer DEFAULT 0 NOT NULL,
	"verified" integer DEFAULT 0 NOT NULL,
	"reported_by" text,
	"reported_by_name" text,
	"reported_at" bigint,
	"verified_by" text,
	"verified_at" bigint,
	"created_at" bigint NOT NULL,
	CONSTRAINT "measures_id_shape" CHECK (length("measures"."id") between 1 and 24),
	CONSTRAINT "measures_kind" CHECK ("measures"."kind" in ('immediate', 'corrective', 'preventive')),
	CONSTRAINT "measures_state" CHECK ("measures"."state" in ('doing', 'reported', 'verified', 'dropped')),
	CONSTRAINT "measures_due_on" CHECK ("measures"."due_on" like '____-__-__'),
	CONSTRAINT "measures_percent" CHECK ("measures"."reported" between 0 and 100 and "measures"."verified" between 0 and 100)
);
--> statement-breakpoint
CREATE TABLE "notification_choices" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"mail" boolean NOT NULL,
	CONSTRAINT "notification_choices_person_id_kind_pk" PRIMARY KEY("person_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"params" json NOT NULL,
	"path" text NOT NULL,
	"evaluation_id" text,
	"at" bigint NOT NULL,
	"read_at" bigint
);
--> statement-breakpoint
CREATE TABLE "objection_voices" (
	"objection_id" text NOT NULL,
	"round" integer NOT NULL,
	"person_id" text NOT NULL,
	"agrees" boolean NOT NULL,
	"statement" text DEFAULT '' NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "objection_voices_objection_id_round_person_id_pk" PRIMARY KEY("objection_id","round","person_id")
);
--> statement-breakpoint
CREATE TABLE "objections" (
	"id" text PRIMARY KEY NOT NULL,
	"finding_id" text NOT NULL,
	"evaluation_id" text NOT NULL,
	"grounds" text NOT NULL,
	"state" text NOT NULL,
	"round" integer DEFAULT 0 NOT NULL,
	"filed_by" text NOT NULL,
	"filed_at" bigint NOT NULL,
	"handler_id" text,
	"proposal" text,
	"proposed_score" integer,
	"proposal_reason" text,
	"proposed_at" bigint,
	"minutes" text,
	"document_number" text,
	"decided_at" bigint,
	"withdrawn_at" bigint,
	"sheet_id" text,
	CONSTRAINT "objections_state" CHECK ("objections"."state" in ('filed', 'proposed', 'decided', 'withdrawn')),
	CONSTRAINT "objections_proposal" CHECK ("objections"."proposal" in ('uphold', 'grant', 'reduce')),
	CONSTRAINT "objections_proposed_score" CHECK ("objections"."proposed_score" >= 0)
);
--> statement-breakpoint
CREATE TABLE "owner_links" (
	"id" text PRIMARY KEY NOT NULL,
	"measure_id" text NOT NULL,
	"name" text NOT NULL,
	"contact" text DEFAULT '' NOT NULL,
	"token_hash" text NOT NULL,
	"code_hash" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"seen_at" bigint,
	CONSTRAINT "owner_links_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "plan_comments" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"submission_id" text NOT NULL,
	"finding_id" text NOT NULL,
	"root" text NOT NULL,
	"anchor" json,
	"quote" text DEFAULT '' NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"settled_by" text,
	"settled_at" bigint
);
--> statement-breakpoint
CREATE TABLE "plan_submissions" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"revision" integer NOT NULL,
	"canonical" text NOT NULL,
	"hash" text NOT NULL,
	"state" text NOT NULL,
	"submitted_by" text NOT NULL,
	"submitted_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"reason" text,
	CONSTRAINT "plan_submissions_state" CHECK ("plan_submissions"."state" in ('submitted', 'returned', 'approved', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "progress_notes" (
	"id" text PRIMARY KEY NOT NULL,
	"measure_id" text NOT NULL,
	"kind" text NOT NULL,
	"percent" integer,
	"text" text DEFAULT '' NOT NULL,
	"person_id" text,
	"person_name" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "progress_notes_kind" CHECK ("progress_notes"."kind" in ('note', 'report', 'check', 'verify', 'return'))
);
--> statement-breakpoint
CREATE TABLE "reminders" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"deadline" text NOT NULL,
	"evaluation_id" text NOT NULL,
	"finding_id" text NOT NULL,
	"measure_id" text,
	"rung" text,
	"last_day" text NOT NULL,
	"on" text NOT NULL,
	"at" bigint NOT NULL,
	"person_id" text,
	"document_number" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "reminders_key_unique" UNIQUE("key"),
	CONSTRAINT "reminders_deadline" CHECK ("reminders"."deadline" in ('response', 'plan', 'rectification', 'measure', 'look-back')),
	CONSTRAINT "reminders_rung" CHECK ("reminders"."rung" in ('remind', 'urge', 'supervise', 'interview', 'circular')),
	CONSTRAINT "reminders_last_day" CHECK ("reminders"."last_day" like '____-__-__')
);
--> statement-breakpoint
CREATE TABLE "repeats" (
	"finding_id" text NOT NULL,
	"earlier_id" text NOT NULL,
	"state" text NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"reason" text,
	CONSTRAINT "repeats_finding_id_earlier_id_pk" PRIMARY KEY("finding_id","earlier_id"),
	CONSTRAINT "repeats_state" CHECK ("repeats"."state" in ('proposed', 'confirmed', 'denied'))
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"view" json NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"indicator" text DEFAULT '' NOT NULL,
	"clause" text NOT NULL,
	"text" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"withdrawn_at" bigint,
	"withdrawn_by" text
);
--> statement-breakpoint
CREATE TABLE "webhooks" (
	"id" text PRIMARY KEY NOT NULL,
	"body_id" text NOT NULL,
	"url" text NOT NULL,
	"secret" text NOT NULL,
	"kinds" json NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"disabled_at" bigint
);
--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "response_days" integer DEFAULT 5 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "plan_days" integer DEFAULT 10 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "severe_days" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "ordinary_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "suggestion_days" integer DEFAULT 60 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "decision_voices" integer DEFAULT 2 NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "findings_number" text;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "findings_addressee" text;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "findings_issued_at" bigint;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "findings_issued_by" text;--> statement-breakpoint
ALTER TABLE "findings" ADD COLUMN "source" text DEFAULT 'deduction' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_lead_body_id_bodies_id_fk" FOREIGN KEY ("lead_body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_responsible_id_people_id_fk" FOREIGN KEY ("responsible_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_submitted_by_people_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_repeat_of_findings_id_fk" FOREIGN KEY ("repeat_of") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_handled_by_people_id_fk" FOREIGN KEY ("handled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_uses" ADD CONSTRAINT "file_uses_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_link_id_owner_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."owner_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_sessions" ADD CONSTRAINT "link_sessions_link_id_owner_links_id_fk" FOREIGN KEY ("link_id") REFERENCES "public"."owner_links"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_backs" ADD CONSTRAINT "look_backs_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "look_backs" ADD CONSTRAINT "look_backs_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_submission_id_plan_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."plan_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_reported_by_people_id_fk" FOREIGN KEY ("reported_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measures" ADD CONSTRAINT "measures_verified_by_people_id_fk" FOREIGN KEY ("verified_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_voices" ADD CONSTRAINT "objection_voices_objection_id_objections_id_fk" FOREIGN KEY ("objection_id") REFERENCES "public"."objections"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objection_voices" ADD CONSTRAINT "objection_voices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_filed_by_people_id_fk" FOREIGN KEY ("filed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_handler_id_people_id_fk" FOREIGN KEY ("handler_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "objections" ADD CONSTRAINT "objections_sheet_id_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."sheets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "owner_links" ADD CONSTRAINT "owner_links_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "owner_links" ADD CONSTRAINT "owner_links_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_comments" ADD CONSTRAINT "plan_comments_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_comments" ADD CONSTRAINT "plan_comments_submission_id_plan_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."plan_submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_comments" ADD CONSTRAINT "plan_comments_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_comments" ADD CONSTRAINT "plan_comments_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_comments" ADD CONSTRAINT "plan_comments_settled_by_people_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_submissions" ADD CONSTRAINT "plan_submissions_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_submissions" ADD CONSTRAINT "plan_submissions_submitted_by_people_id_fk" FOREIGN KEY ("submitted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_submissions" ADD CONSTRAINT "plan_submissions_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_measure_id_measures_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."measures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress_notes" ADD CONSTRAINT "progress_notes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repeats" ADD CONSTRAINT "repeats_finding_id_findings_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repeats" ADD CONSTRAINT "repeats_earlier_id_findings_id_fk" FOREIGN KEY ("earlier_id") REFERENCES "public"."findings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "repeats" ADD CONSTRAINT "repeats_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_body_id_bodies_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhooks" ADD CONSTRAINT "webhooks_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_evaluation" ON "cases" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "cases_lead_state" ON "cases" USING btree ("lead_body_id","state","due_on");--> statement-breakpoint
CREATE INDEX "cases_lead_due" ON "cases" USING btree ("lead_body_id","due_on");--> statement-breakpoint
CREATE INDEX "cases_area" ON "cases" USING btree ("area_id","state","due_on");--> statement-breakpoint
CREATE INDEX "cases_centre" ON "cases" USING btree ("centre_id","indicator");--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("state","due_on");--> statement-breakpoint
CREATE INDEX "cases_repeat_of" ON "cases" USING btree ("repeat_of");--> statement-breakpoint
CREATE INDEX "deliveries_waiting" ON "deliveries" USING btree ("state","next_at");--> statement-breakpoint
CREATE INDEX "deliveries_target" ON "deliveries" USING btree ("channel","target","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "extensions_one_open" ON "extensions" USING btree ("measure_id") WHERE "extensions"."state" = 'asked';--> statement-breakpoint
CREATE INDEX "file_uses_file" ON "file_uses" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "files_evaluation" ON "files" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "files_sha256" ON "files" USING btree ("sha256");--> statement-breakpoint
CREATE INDEX "link_sessions_link" ON "link_sessions" USING btree ("link_id");--> statement-breakpoint
CREATE INDEX "link_sessions_expires" ON "link_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "look_backs_finding" ON "look_backs" USING btree ("finding_id");--> statement-breakpoint
CREATE UNIQUE INDEX "measures_place" ON "measures" USING btree ("evaluation_id","place");--> statement-breakpoint
CREATE INDEX "measures_finding" ON "measures" USING btree ("finding_id");--> statement-breakpoint
CREATE INDEX "measures_owner" ON "measures" USING btree ("owner_id","state","due_on");--> statement-breakpoint
CREATE INDEX "measures_due" ON "measures" USING btree ("state","due_on");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_once" ON "notifications" USING btree ("person_id","key");--> statement-breakpoint
CREATE INDEX "notifications_person" ON "notifications" USING btree ("person_id","read_at","at");--> statement-breakpoint
CREATE UNIQUE INDEX "objections_one_open" ON "objections" USING btree ("finding_id") WHERE "objections"."state" in ('filed', 'proposed');--> statement-breakpoint
CREATE INDEX "objections_evaluation" ON "objections" USING btree ("evaluation_id","state");--> statement-breakpoint
CREATE INDEX "owner_links_measure" ON "owner_links" USING btree ("measure_id");--> statement-breakpoint
CREATE INDEX "plan_comments_evaluation" ON "plan_comments" USING btree ("evaluation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_submissions_revision" ON "plan_submissions" USING btree ("evaluation_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "plan_submissions_one_open" ON "plan_submissions" USING btree ("evaluation_id") WHERE "plan_submissions"."state" = 'submitted';--> statement-breakpoint
CREATE INDEX "progress_notes_measure" ON "progress_notes" USING btree ("measure_id","at");--> statement-breakpoint
CREATE INDEX "reminders_finding" ON "reminders" USING btree ("finding_id","at");--> statement-breakpoint
CREATE INDEX "reminders_evaluation" ON "reminders" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "repeats_earlier" ON "repeats" USING btree ("earlier_id");--> statement-breakpoint
CREATE INDEX "saved_views_person" ON "saved_views" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "suggestions_evaluation" ON "suggestions" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "webhooks_body" ON "webhooks" USING btree ("body_id");--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_findings_issued_by_people_id_fk" FOREIGN KEY ("findings_issued_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_log_subject" ON "audit_log" USING btree ("subject","seq");