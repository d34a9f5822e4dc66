CREATE TABLE "areas" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"level" text NOT NULL,
	"parent_id" text,
	CONSTRAINT "areas_level" CHECK ("areas"."level" in ('province', 'city', 'county', 'township', 'village'))
);
--> statement-breakpoint
CREATE TABLE "audit_log" (
	"seq" integer PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"person_id" text,
	"action" text NOT NULL,
	"evaluation_id" text,
	"subject" text NOT NULL,
	"detail" json NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ballot_scores" (
	"evaluation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"indicator" text NOT NULL,
	"score" integer,
	"recused" boolean DEFAULT false NOT NULL,
	"remark" text DEFAULT '' NOT NULL,
	CONSTRAINT "ballot_scores_evaluation_id_person_id_indicator_pk" PRIMARY KEY("evaluation_id","person_id","indicator"),
	CONSTRAINT "ballot_scores_score" CHECK ("ballot_scores"."score" >= 0)
);
--> statement-breakpoint
CREATE TABLE "bodies" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"kind" text NOT NULL,
	"area_id" text NOT NULL,
	CONSTRAINT "bodies_kind" CHECK ("bodies"."kind" in ('provincial-committee', 'city-committee', 'county-committee', 'local-party-committee', 'industry-party-committee'))
);
--> statement-breakpoint
CREATE TABLE "campaigns" (
	"id" text PRIMARY KEY NOT NULL,
	"body_id" text NOT NULL,
	"title" text NOT NULL,
	"period_from" text NOT NULL,
	"period_to" text NOT NULL,
	"rubric_code" text NOT NULL,
	"step" integer NOT NULL,
	"ceiling_policy" text NOT NULL,
	"scoring_mode" text NOT NULL,
	"notice_days" integer NOT NULL,
	"time_zone" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"closed_at" bigint,
	CONSTRAINT "campaigns_step" CHECK ("campaigns"."step" in (10, 5, 1)),
	CONSTRAINT "campaigns_ceiling_policy" CHECK ("campaigns"."ceiling_policy" in ('discretion', 'proportional', 'strict')),
	CONSTRAINT "campaigns_scoring_mode" CHECK ("campaigns"."scoring_mode" in ('independent', 'joint')),
	CONSTRAINT "campaigns_period_from" CHECK ("campaigns"."period_from" like '____-__-__'),
	CONSTRAINT "campaigns_period_to" CHECK ("campaigns"."period_to" like '____-__-__'),
	CONSTRAINT "campaigns_period" CHECK ("campaigns"."period_from" <= "campaigns"."period_to"),
	CONSTRAINT "campaigns_notice_days" CHECK ("campaigns"."notice_days" >= 0)
);
--> statement-breakpoint
CREATE TABLE "centre_people" (
	"centre_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "centre_people_centre_id_person_id_role_pk" PRIMARY KEY("centre_id","person_id","role"),
	CONSTRAINT "centre_people_role" CHECK ("centre_people"."role" in ('director', 'deputy', 'staff', 'responsible'))
);
--> statement-breakpoint
CREATE TABLE "centres" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"tier" text NOT NULL,
	"area_id" text NOT NULL,
	"run_by_body_id" text,
	"address" text DEFAULT '' NOT NULL,
	"phone" text DEFAULT '' NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	CONSTRAINT "centres_tier" CHECK ("centres"."tier" in ('municipal', 'county', 'township', 'village', 'regional', 'outpost'))
);
--> statement-breakpoint
CREATE TABLE "document_clients" (
	"document" text NOT NULL,
	"client_id" bigint NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "document_clients_document_client_id_pk" PRIMARY KEY("document","client_id")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"name" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "evaluations" (
	"id" text PRIMARY KEY NOT NULL,
	"campaign_id" text NOT NULL,
	"centre_id" text NOT NULL,
	"kind" text NOT NULL,
	"lead_body_id" text NOT NULL,
	"planned_on" text,
	"phase" text DEFAULT 'planned' NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"self_evaluated" boolean DEFAULT false NOT NULL,
	"opened_at" bigint,
	"revealed_at" bigint,
	"reveal_reason" text,
	"locked_at" bigint,
	"closed_signing_at" bigint,
	"approved_at" bigint,
	"approved_by" text,
	"minutes" text,
	"document_number" text,
	"delivered_at" bigint,
	"notice_ends_on" text,
	"published_at" bigint,
	"cancelled_at" bigint,
	"cancel_reason" text,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"archive_number" text,
	CONSTRAINT "evaluations_id_shape" CHECK (length("evaluations"."id") between 1 and 24),
	CONSTRAINT "evaluations_kind" CHECK ("evaluations"."kind" in ('regular', 'spot-check')),
	CONSTRAINT "evaluations_phase" CHECK ("evaluations"."phase" in ('planned', 'scoring', 'deliberation', 'signing', 'preliminary', 'notice', 'published', 'rectifying', 'closed', 'cancelled')),
	CONSTRAINT "evaluations_epoch" CHECK ("evaluations"."epoch" >= 0),
	CONSTRAINT "evaluations_planned_on" CHECK ("evaluations"."planned_on" like '____-__-__'),
	CONSTRAINT "evaluations_notice_ends_on" CHECK ("evaluations"."notice_ends_on" like '____-__-__')
);
--> statement-breakpoint
CREATE TABLE "exceptions" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"requirement" text NOT NULL,
	"reason" text NOT NULL,
	"granted_by" text NOT NULL,
	"granted_at" bigint NOT NULL,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "findings" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"number" integer NOT NULL,
	"indicator" text NOT NULL,
	"clauses" json NOT NULL,
	"standard" json NOT NULL,
	"actual" json NOT NULL,
	"lost" integer NOT NULL,
	"severity" text NOT NULL,
	"reason" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "findings_severity" CHECK ("findings"."severity" in ('severe', 'ordinary', 'suggestion')),
	CONSTRAINT "findings_lost" CHECK ("findings"."lost" >= 0)
);
--> statement-breakpoint
CREATE TABLE "joint_bodies" (
	"evaluation_id" text NOT NULL,
	"body_id" text NOT NULL,
	CONSTRAINT "joint_bodies_evaluation_id_body_id_pk" PRIMARY KEY("evaluation_id","body_id")
);
--> statement-breakpoint
CREATE TABLE "officers" (
	"body_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "officers_body_id_person_id_pk" PRIMARY KEY("body_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "panel_members" (
	"evaluation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"is_chair" boolean DEFAULT false NOT NULL,
	"recused_at" bigint,
	"recuse_reason" text,
	CONSTRAINT "panel_members_evaluation_id_person_id_pk" PRIMARY KEY("evaluation_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" text PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"name" text NOT NULL,
	"name_en" text NOT NULL,
	"password_hash" text NOT NULL,
	"locale" text DEFAULT 'zh' NOT NULL,
	"is_administrator" boolean DEFAULT false NOT NULL,
	"is_demo" boolean DEFAULT false NOT NULL,
	"disabled_at" bigint,
	CONSTRAINT "people_username_unique" UNIQUE("username"),
	CONSTRAINT "people_id_shape" CHECK (length("people"."id") between 1 and 24),
	CONSTRAINT "people_locale" CHECK ("people"."locale" in ('zh', 'en'))
);
--> statement-breakpoint
CREATE TABLE "progress" (
	"evaluation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"scored" integer NOT NULL,
	"total" integer NOT NULL,
	"seq" integer NOT NULL,
	CONSTRAINT "progress_evaluation_id_person_id_pk" PRIMARY KEY("evaluation_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"created_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"key" text PRIMARY KEY NOT NULL,
	"value" json NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sheets" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"revision" integer NOT NULL,
	"canonical" text NOT NULL,
	"hash" text NOT NULL,
	"locked_at" bigint NOT NULL,
	"locked_by" text NOT NULL,
	"discarded_at" bigint,
	"discarded_by" text,
	"discard_reason" text,
	"previous_hash" text,
	"server_signature" text
);
--> statement-breakpoint
CREATE TABLE "signatures" (
	"id" text PRIMARY KEY NOT NULL,
	"sheet_id" text NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"statement" text DEFAULT '' NOT NULL,
	"hash" text NOT NULL,
	"at" bigint NOT NULL,
	"discarded_at" bigint,
	CONSTRAINT "signatures_kind" CHECK ("signatures"."kind" in ('sign', 'dissent', 'acknowledge', 'decline'))
);
--> statement-breakpoint
CREATE TABLE "snapshots" (
	"document" text NOT NULL,
	"seq" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"state_vector" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "snapshots_document_seq_pk" PRIMARY KEY("document","seq")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"document" text NOT NULL,
	"seq" integer NOT NULL,
	"person_id" text,
	"epoch" integer NOT NULL,
	"at" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "updates_document_seq_pk" PRIMARY KEY("document","seq"),
	CONSTRAINT "updates_seq" CHECK ("updates"."seq" >= 1)
);
--> statement-breakpoint
ALTER TABLE "areas" ADD CONSTRAINT "areas_parent_id_areas_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_scores" ADD CONSTRAINT "ballot_scores_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ballot_scores" ADD CONSTRAINT "ballot_scores_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bodies" ADD CONSTRAINT "bodies_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_body_id_bodies_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centre_people" ADD CONSTRAINT "centre_people_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centre_people" ADD CONSTRAINT "centre_people_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centres" ADD CONSTRAINT "centres_area_id_areas_id_fk" FOREIGN KEY ("area_id") REFERENCES "public"."areas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "centres" ADD CONSTRAINT "centres_run_by_body_id_bodies_id_fk" FOREIGN KEY ("run_by_body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_lead_body_id_bodies_id_fk" FOREIGN KEY ("lead_body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluations" ADD CONSTRAINT "evaluations_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_granted_by_people_id_fk" FOREIGN KEY ("granted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "joint_bodies" ADD CONSTRAINT "joint_bodies_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "joint_bodies" ADD CONSTRAINT "joint_bodies_body_id_bodies_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_body_id_bodies_id_fk" FOREIGN KEY ("body_id") REFERENCES "public"."bodies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_members" ADD CONSTRAINT "panel_members_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel_members" ADD CONSTRAINT "panel_members_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress" ADD CONSTRAINT "progress_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "progress" ADD CONSTRAINT "progress_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "returns" ADD CONSTRAINT "returns_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheets" ADD CONSTRAINT "sheets_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheets" ADD CONSTRAINT "sheets_locked_by_people_id_fk" FOREIGN KEY ("locked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheets" ADD CONSTRAINT "sheets_discarded_by_people_id_fk" FOREIGN KEY ("discarded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_sheet_id_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."sheets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signatures" ADD CONSTRAINT "signatures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshots" ADD CONSTRAINT "snapshots_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_document_documents_name_fk" FOREIGN KEY ("document") REFERENCES "public"."documents"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "updates" ADD CONSTRAINT "updates_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "areas_parent" ON "areas" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "audit_log_evaluation" ON "audit_log" USING btree ("evaluation_id","seq");--> statement-breakpoint
CREATE INDEX "bodies_area" ON "bodies" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "campaigns_body" ON "campaigns" USING btree ("body_id");--> statement-breakpoint
CREATE INDEX "centre_people_person" ON "centre_people" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "centres_area" ON "centres" USING btree ("area_id");--> statement-breakpoint
CREATE INDEX "centres_run_by" ON "centres" USING btree ("run_by_body_id");--> statement-breakpoint
CREATE INDEX "documents_evaluation" ON "documents" USING btree ("evaluation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "evaluations_one_regular" ON "evaluations" USING btree ("campaign_id","centre_id") WHERE "evaluations"."kind" = 'regular' and "evaluations"."phase" <> 'cancelled';--> statement-breakpoint
CREATE INDEX "evaluations_campaign" ON "evaluations" USING btree ("campaign_id","phase");--> statement-breakpoint
CREATE INDEX "evaluations_centre" ON "evaluations" USING btree ("centre_id");--> statement-breakpoint
CREATE INDEX "evaluations_lead" ON "evaluations" USING btree ("lead_body_id","phase");--> statement-breakpoint
CREATE UNIQUE INDEX "exceptions_in_force" ON "exceptions" USING btree ("evaluation_id","requirement") WHERE "exceptions"."withdrawn_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "findings_number" ON "findings" USING btree ("evaluation_id","number");--> statement-breakpoint
CREATE INDEX "joint_bodies_body" ON "joint_bodies" USING btree ("body_id");--> statement-breakpoint
CREATE INDEX "officers_person" ON "officers" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "panel_members_person" ON "panel_members" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "returns_evaluation" ON "returns" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_expires" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sheets_revision" ON "sheets" USING btree ("evaluation_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "signatures_one_each" ON "signatures" USING btree ("sheet_id","person_id") WHERE "signatures"."discarded_at" is null;