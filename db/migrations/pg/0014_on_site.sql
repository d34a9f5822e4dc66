CREATE TABLE "sheet_scans" (
	"id" text PRIMARY KEY NOT NULL,
	"sheet_id" text NOT NULL,
	"file_id" text NOT NULL,
	"sha256" text NOT NULL,
	"carries" json NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"person_name_en" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "sheet_scans_fileId_unique" UNIQUE("file_id")
);
--> statement-breakpoint
CREATE TABLE "witnessed_words" (
	"id" text PRIMARY KEY NOT NULL,
	"sheet_id" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"person_name" text NOT NULL,
	"person_name_en" text NOT NULL,
	"post" text NOT NULL,
	"statement" text DEFAULT '' NOT NULL,
	"drawing" json,
	"hash" text NOT NULL,
	"witness_id" text NOT NULL,
	"witness_name" text NOT NULL,
	"witness_name_en" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "witnessed_words_kind" CHECK ("witnessed_words"."kind" in ('acknowledge', 'decline'))
);
--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "drawing" json;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_sheet_id_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."sheets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_scans" ADD CONSTRAINT "sheet_scans_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "witnessed_words" ADD CONSTRAINT "witnessed_words_sheet_id_sheets_id_fk" FOREIGN KEY ("sheet_id") REFERENCES "public"."sheets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "witnessed_words" ADD CONSTRAINT "witnessed_words_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "witnessed_words" ADD CONSTRAINT "witnessed_words_witness_id_people_id_fk" FOREIGN KEY ("witness_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sheet_scans_sheet" ON "sheet_scans" USING btree ("sheet_id");--> statement-breakpoint
CREATE UNIQUE INDEX "witnessed_words_one_each" ON "witnessed_words" USING btree ("sheet_id","person_name");
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
  NEW."drawing"::text IS DISTINCT FROM OLD."drawing"::text OR
  NEW."hash" IS DISTINCT FROM OLD."hash" OR
  NEW."at" IS DISTINCT FROM OLD."at" OR
  (OLD."discarded_at" IS NOT NULL AND NEW."discarded_at" IS DISTINCT FROM OLD."discarded_at")
) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "witnessed_words_no_change" BEFORE UPDATE OR DELETE ON "witnessed_words"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "witnessed_words_no_truncate" BEFORE TRUNCATE ON "witnessed_words"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "sheet_scans_no_change" BEFORE UPDATE OR DELETE ON "sheet_scans"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "sheet_scans_no_truncate" BEFORE TRUNCATE ON "sheet_scans"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
