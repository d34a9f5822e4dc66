ALTER TABLE "campaigns" ADD COLUMN "keeps_camera_record" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "files" ADD COLUMN "camera" json;
--> statement-breakpoint
DROP TRIGGER "files_no_change" ON "files";
--> statement-breakpoint
CREATE TRIGGER "files_no_change" BEFORE UPDATE ON "files"
FOR EACH ROW WHEN (
  NEW."id" IS DISTINCT FROM OLD."id" OR
  NEW."evaluation_id" IS DISTINCT FROM OLD."evaluation_id" OR
  NEW."sha256" IS DISTINCT FROM OLD."sha256" OR
  NEW."type" IS DISTINCT FROM OLD."type" OR
  NEW."size" IS DISTINCT FROM OLD."size" OR
  NEW."name" IS DISTINCT FROM OLD."name" OR
  NEW."camera"::text IS DISTINCT FROM OLD."camera"::text OR
  NEW."person_id" IS DISTINCT FROM OLD."person_id" OR
  NEW."link_id" IS DISTINCT FROM OLD."link_id" OR
  NEW."person_name" IS DISTINCT FROM OLD."person_name" OR
  NEW."at" IS DISTINCT FROM OLD."at"
) EXECUTE FUNCTION refuse_change();
