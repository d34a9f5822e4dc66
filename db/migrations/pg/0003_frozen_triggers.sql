-- What was delivered stays as it was delivered: findings, approval, notice. What a sheet and a signature got beside
-- what they had (the close and its reason, what the server sealed, the name of who signed) is set once.
-- A table that is rebuilt loses its triggers: repeat them in the migration that rebuilds it (append-only.test.ts).
DROP TRIGGER "sheets_no_change" ON "sheets";
--> statement-breakpoint
CREATE TRIGGER "sheets_no_change" BEFORE UPDATE ON "sheets"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."revision" IS DISTINCT FROM OLD."revision" OR
  NEW."canonical" IS DISTINCT FROM OLD."canonical" OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."locked_at" IS DISTINCT FROM OLD."locked_at" OR
  NEW."locked_by" IS DISTINCT FROM OLD."locked_by" OR
  NEW."previous_hash" IS DISTINCT FROM OLD."previous_hash" OR
  (OLD."discarded_at" IS NOT NULL AND NEW."discarded_at" IS DISTINCT FROM OLD."discarded_at") OR
  (OLD."discarded_by" IS NOT NULL AND NEW."discarded_by" IS DISTINCT FROM OLD."discarded_by") OR
  (OLD."discard_reason" IS NOT NULL AND NEW."discard_reason" IS DISTINCT FROM OLD."discard_reason") OR
  (OLD."closed_at" IS NOT NULL AND NEW."closed_at" IS DISTINCT FROM OLD."closed_at") OR
  (OLD."closed_by" IS NOT NULL AND NEW."closed_by" IS DISTINCT FROM OLD."closed_by") OR
  (OLD."close_reason" IS NOT NULL AND NEW."close_reason" IS DISTINCT FROM OLD."close_reason") OR
  (OLD."sealed" IS NOT NULL AND NEW."sealed" IS DISTINCT FROM OLD."sealed") OR
  (OLD."server_signature" IS NOT NULL AND NEW."server_signature" IS DISTINCT FROM OLD."server_signature")
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DROP TRIGGER "signatures_no_change" ON "signatures";
--> statement-breakpoint
CREATE TRIGGER "signatures_no_change" BEFORE UPDATE ON "signatures"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."sheet_id" IS DISTINCT FROM OLD."sheet_id" OR
  NEW."person_id" IS DISTINCT FROM OLD."person_id" OR
  NEW."person_name" IS DISTINCT FROM OLD."person_name" OR
  NEW."person_name_en" IS DISTINCT FROM OLD."person_name_en" OR
  NEW."kind" IS DISTINCT FROM OLD."kind" OR
  NEW."statement" IS DISTINCT FROM OLD."statement" OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."at" IS DISTINCT FROM OLD."at" OR
  (OLD."discarded_at" IS NOT NULL AND NEW."discarded_at" IS DISTINCT FROM OLD."discarded_at")
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "findings_no_change" BEFORE UPDATE OR DELETE ON "findings"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "findings_no_truncate" BEFORE TRUNCATE ON "findings"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "evaluations_delivered" BEFORE UPDATE ON "evaluations"
FOR EACH ROW WHEN (
  OLD."delivered_at" IS NOT NULL AND (
  NEW."campaign_id" IS DISTINCT FROM OLD."campaign_id" OR
  NEW."centre_id" IS DISTINCT FROM OLD."centre_id" OR
  NEW."kind" IS DISTINCT FROM OLD."kind" OR
  NEW."lead_body_id" IS DISTINCT FROM OLD."lead_body_id" OR
  NEW."planned_on" IS DISTINCT FROM OLD."planned_on" OR
  NEW."self_evaluated" IS DISTINCT FROM OLD."self_evaluated" OR
  NEW."locked_at" IS DISTINCT FROM OLD."locked_at" OR
  NEW."closed_signing_at" IS DISTINCT FROM OLD."closed_signing_at" OR
  NEW."approved_at" IS DISTINCT FROM OLD."approved_at" OR
  NEW."approved_by" IS DISTINCT FROM OLD."approved_by" OR
  NEW."minutes" IS DISTINCT FROM OLD."minutes" OR
  NEW."document_number" IS DISTINCT FROM OLD."document_number" OR
  NEW."delivered_at" IS DISTINCT FROM OLD."delivered_at" OR
  NEW."notice_ends_on" IS DISTINCT FROM OLD."notice_ends_on" OR
  (OLD."published_at" IS NOT NULL AND NEW."published_at" IS DISTINCT FROM OLD."published_at"))
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "evaluations_delivered_no_delete" BEFORE DELETE ON "evaluations"
FOR EACH ROW WHEN (
  OLD."delivered_at" IS NOT NULL
) EXECUTE FUNCTION refuse_change();
