CREATE TABLE "activities" (
	"id" text PRIMARY KEY NOT NULL,
	"centre_id" text NOT NULL,
	"version" integer NOT NULL,
	"created_by" text NOT NULL,
	"created_at" bigint NOT NULL,
	"withdrawn_at" bigint,
	"withdrawn_by" text,
	"withdraw_reason" text,
	CONSTRAINT "activities_version" CHECK ("activities"."version" >= 1)
);
--> statement-breakpoint
CREATE TABLE "activity_versions" (
	"activity_id" text NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"day" text NOT NULL,
	"people" integer,
	"who" text NOT NULL,
	"place" text NOT NULL,
	"text" text NOT NULL,
	"recipient" text NOT NULL,
	"indicators" json NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "activity_versions_activity_id_version_pk" PRIMARY KEY("activity_id","version"),
	CONSTRAINT "activity_versions_type" CHECK ("activity_versions"."type" in ('guidance', 'errand', 'fostering', 'project', 'lending', 'study', 'training', 'volunteering', 'consultation', 'founding', 'display', 'convenience', 'research', 'joint', 'council', 'meeting', 'duty', 'visit', 'letter', 'call', 'report', 'special')),
	CONSTRAINT "activity_versions_day" CHECK ("activity_versions"."day" like '____-__-__'),
	CONSTRAINT "activity_versions_people" CHECK ("activity_versions"."people" >= 0)
);
--> statement-breakpoint
CREATE TABLE "self_assessments" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"hash" text NOT NULL,
	"handed_in_by" text NOT NULL,
	"handed_in_at" bigint NOT NULL,
	"taken_back_by" text,
	"taken_back_at" bigint
);
--> statement-breakpoint
CREATE TABLE "self_scores" (
	"assessment_id" text NOT NULL,
	"indicator" text NOT NULL,
	"score" integer,
	"statement" text NOT NULL,
	CONSTRAINT "self_scores_assessment_id_indicator_pk" PRIMARY KEY("assessment_id","indicator"),
	CONSTRAINT "self_scores_score" CHECK ("self_scores"."score" >= 0)
);
--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_withdrawn_by_people_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_versions" ADD CONSTRAINT "activity_versions_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_versions" ADD CONSTRAINT "activity_versions_by_people_id_fk" FOREIGN KEY ("by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_handed_in_by_people_id_fk" FOREIGN KEY ("handed_in_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_assessments" ADD CONSTRAINT "self_assessments_taken_back_by_people_id_fk" FOREIGN KEY ("taken_back_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "self_scores" ADD CONSTRAINT "self_scores_assessment_id_self_assessments_id_fk" FOREIGN KEY ("assessment_id") REFERENCES "public"."self_assessments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_centre" ON "activities" USING btree ("centre_id");--> statement-breakpoint
CREATE UNIQUE INDEX "self_assessments_in_force" ON "self_assessments" USING btree ("evaluation_id") WHERE "self_assessments"."taken_back_at" is null;
--> statement-breakpoint
CREATE TRIGGER "activity_versions_no_change" BEFORE UPDATE OR DELETE ON "activity_versions"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_versions_no_truncate" BEFORE TRUNCATE ON "activity_versions"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activities_no_change" BEFORE UPDATE ON "activities"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."centre_id" IS DISTINCT FROM OLD."centre_id" OR
  NEW."created_by" IS DISTINCT FROM OLD."created_by" OR
  NEW."created_at" IS DISTINCT FROM OLD."created_at" OR
  NEW."version" NOT IN (OLD."version", OLD."version" + 1) OR
  (OLD."withdrawn_at" IS NOT NULL AND (
    NEW."version" IS DISTINCT FROM OLD."version" OR
    NEW."withdrawn_at" IS DISTINCT FROM OLD."withdrawn_at" OR
    NEW."withdrawn_by" IS DISTINCT FROM OLD."withdrawn_by" OR
    NEW."withdraw_reason" IS DISTINCT FROM OLD."withdraw_reason"
  ))
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activities_no_delete" BEFORE DELETE ON "activities"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activities_no_truncate" BEFORE TRUNCATE ON "activities"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "self_scores_no_change" BEFORE UPDATE OR DELETE ON "self_scores"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "self_scores_no_truncate" BEFORE TRUNCATE ON "self_scores"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "self_assessments_no_change" BEFORE UPDATE ON "self_assessments"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."handed_in_by" IS DISTINCT FROM OLD."handed_in_by" OR
  NEW."handed_in_at" IS DISTINCT FROM OLD."handed_in_at" OR
  (OLD."taken_back_at" IS NOT NULL AND (
    NEW."taken_back_at" IS DISTINCT FROM OLD."taken_back_at" OR
    NEW."taken_back_by" IS DISTINCT FROM OLD."taken_back_by"
  ))
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "self_assessments_no_delete" BEFORE DELETE ON "self_assessments"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "self_assessments_no_truncate" BEFORE TRUNCATE ON "self_assessments"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
INSERT INTO "documents" ("name", "evaluation_id", "kind", "person_id", "created_at")
SELECT 'self:' || "id", "id", 'self', NULL, "created_at" FROM "evaluations" WHERE "phase" = 'planned';
