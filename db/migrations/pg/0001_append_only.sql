-- What was written stays as it was: the log, the audit chain, ballots since the reveal, decisions to send back.
-- Sheets and signatures keep what was signed; what is added later (discarding, the server's signature) is set once.
-- A table that is rebuilt loses its triggers: repeat them in the migration that rebuilds it (append-only.test.ts).
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "updates_no_change" BEFORE UPDATE OR DELETE ON "updates"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "audit_log_no_change" BEFORE UPDATE OR DELETE ON "audit_log"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "ballot_scores_no_change" BEFORE UPDATE OR DELETE ON "ballot_scores"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "returns_no_change" BEFORE UPDATE OR DELETE ON "returns"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
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
  (OLD."server_signature" IS NOT NULL AND NEW."server_signature" IS DISTINCT FROM OLD."server_signature")
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "sheets_no_delete" BEFORE DELETE ON "sheets"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "signatures_no_change" BEFORE UPDATE ON "signatures"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."sheet_id" IS DISTINCT FROM OLD."sheet_id" OR
  NEW."person_id" IS DISTINCT FROM OLD."person_id" OR
  NEW."kind" IS DISTINCT FROM OLD."kind" OR
  NEW."statement" IS DISTINCT FROM OLD."statement" OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."at" IS DISTINCT FROM OLD."at" OR
  (OLD."discarded_at" IS NOT NULL AND NEW."discarded_at" IS DISTINCT FROM OLD."discarded_at")
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "signatures_no_delete" BEFORE DELETE ON "signatures"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "updates_no_truncate" BEFORE TRUNCATE ON "updates"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "audit_log_no_truncate" BEFORE TRUNCATE ON "audit_log"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "ballot_scores_no_truncate" BEFORE TRUNCATE ON "ballot_scores"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "returns_no_truncate" BEFORE TRUNCATE ON "returns"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "sheets_no_truncate" BEFORE TRUNCATE ON "sheets"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "signatures_no_truncate" BEFORE TRUNCATE ON "signatures"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
