-- What was said, proven and delivered stays as it was; of a submitted plan, a file and a case only what happens to it is added.
CREATE TRIGGER "objection_voices_no_change" BEFORE UPDATE OR DELETE ON "objection_voices"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "objection_voices_no_truncate" BEFORE TRUNCATE ON "objection_voices"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "progress_notes_no_change" BEFORE UPDATE OR DELETE ON "progress_notes"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "progress_notes_no_truncate" BEFORE TRUNCATE ON "progress_notes"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "look_backs_no_change" BEFORE UPDATE OR DELETE ON "look_backs"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "look_backs_no_truncate" BEFORE TRUNCATE ON "look_backs"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "file_uses_no_change" BEFORE UPDATE OR DELETE ON "file_uses"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "file_uses_no_truncate" BEFORE TRUNCATE ON "file_uses"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "plan_submissions_no_change" BEFORE UPDATE ON "plan_submissions"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."revision" IS DISTINCT FROM OLD."revision" OR
  NEW."canonical" IS DISTINCT FROM OLD."canonical" OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."submitted_by" IS DISTINCT FROM OLD."submitted_by" OR
  NEW."submitted_at" IS DISTINCT FROM OLD."submitted_at"
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "plan_submissions_no_delete" BEFORE DELETE ON "plan_submissions"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "plan_submissions_no_truncate" BEFORE TRUNCATE ON "plan_submissions"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "files_no_change" BEFORE UPDATE ON "files"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."sha256" IS DISTINCT FROM OLD."sha256" OR
  NEW."type" IS DISTINCT FROM OLD."type" OR
  NEW."size" IS DISTINCT FROM OLD."size" OR
  NEW."name" IS DISTINCT FROM OLD."name" OR
  NEW."person_id" IS DISTINCT FROM OLD."person_id" OR
  NEW."link_id" IS DISTINCT FROM OLD."link_id" OR
  NEW."person_name" IS DISTINCT FROM OLD."person_name" OR
  NEW."at" IS DISTINCT FROM OLD."at"
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "files_no_delete" BEFORE DELETE ON "files"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "files_no_truncate" BEFORE TRUNCATE ON "files"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "cases_no_change" BEFORE UPDATE ON "cases"
FOR EACH ROW WHEN (
  NEW."finding_id" IS DISTINCT FROM OLD."finding_id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."centre_id" IS DISTINCT FROM OLD."centre_id" OR
  NEW."lead_body_id" IS DISTINCT FROM OLD."lead_body_id" OR
  NEW."indicator" IS DISTINCT FROM OLD."indicator" OR
  NEW."number" IS DISTINCT FROM OLD."number" OR
  NEW."delivered_at" IS DISTINCT FROM OLD."delivered_at" OR
  NEW."respond_by" IS DISTINCT FROM OLD."respond_by" OR
  NEW."first_due_on" IS DISTINCT FROM OLD."first_due_on"
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "cases_no_delete" BEFORE DELETE ON "cases"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "cases_no_truncate" BEFORE TRUNCATE ON "cases"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
