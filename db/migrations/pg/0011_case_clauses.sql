DROP INDEX "cases_ledger";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "clauses" text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "source" text DEFAULT 'deduction' NOT NULL;--> statement-breakpoint
UPDATE "cases" SET
  "clauses" = (SELECT "findings"."clauses"::text FROM "findings" WHERE "findings"."id" = "cases"."finding_id"),
  "source" = (SELECT "findings"."source" FROM "findings" WHERE "findings"."id" = "cases"."finding_id");--> statement-breakpoint
CREATE INDEX "cases_ledger" ON "cases" USING btree ("due_on","state","area_id","lead_body_id","centre_id","severity","closed_at","indicator","responsible_id","clauses","source","finding_id");--> statement-breakpoint
DROP TRIGGER "cases_no_change" ON "cases";
--> statement-breakpoint
CREATE TRIGGER "cases_no_change" BEFORE UPDATE ON "cases"
FOR EACH ROW WHEN (
  NEW."finding_id" IS DISTINCT FROM OLD."finding_id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."centre_id" IS DISTINCT FROM OLD."centre_id" OR
  NEW."lead_body_id" IS DISTINCT FROM OLD."lead_body_id" OR
  NEW."indicator" IS DISTINCT FROM OLD."indicator" OR
  NEW."clauses" IS DISTINCT FROM OLD."clauses" OR
  NEW."source" IS DISTINCT FROM OLD."source" OR
  NEW."number" IS DISTINCT FROM OLD."number" OR
  NEW."delivered_at" IS DISTINCT FROM OLD."delivered_at" OR
  NEW."respond_by" IS DISTINCT FROM OLD."respond_by" OR
  NEW."first_due_on" IS DISTINCT FROM OLD."first_due_on"
) EXECUTE FUNCTION refuse_change();
