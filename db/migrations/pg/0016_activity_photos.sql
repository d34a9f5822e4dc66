CREATE TABLE "activity_file_uses" (
	"activity_id" text NOT NULL,
	"version" integer NOT NULL,
	"file_id" text NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "activity_file_uses_activity_id_version_file_id_pk" PRIMARY KEY("activity_id","version","file_id")
);
--> statement-breakpoint
CREATE TABLE "activity_files" (
	"id" text PRIMARY KEY NOT NULL,
	"centre_id" text NOT NULL,
	"sha256" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"name" text NOT NULL,
	"width" integer,
	"height" integer,
	"person_id" text NOT NULL,
	"person_name" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "activity_files_type" CHECK ("activity_files"."type" in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
	CONSTRAINT "activity_files_size" CHECK ("activity_files"."size" >= 0)
);
--> statement-breakpoint
ALTER TABLE "activity_file_uses" ADD CONSTRAINT "activity_file_uses_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_file_uses" ADD CONSTRAINT "activity_file_uses_file_id_activity_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."activity_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_files" ADD CONSTRAINT "activity_files_centre_id_centres_id_fk" FOREIGN KEY ("centre_id") REFERENCES "public"."centres"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_files" ADD CONSTRAINT "activity_files_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_file_uses_file" ON "activity_file_uses" USING btree ("file_id");--> statement-breakpoint
CREATE INDEX "activity_files_centre" ON "activity_files" USING btree ("centre_id","at");--> statement-breakpoint
CREATE INDEX "activity_files_sha256" ON "activity_files" USING btree ("sha256");
--> statement-breakpoint
CREATE FUNCTION refuse_change_of_shown_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "activity_file_uses" WHERE "file_id" = OLD."id") THEN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "activity_files_no_update" BEFORE UPDATE ON "activity_files"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_files_no_delete" BEFORE DELETE ON "activity_files"
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_shown_file();
--> statement-breakpoint
CREATE TRIGGER "activity_files_no_truncate" BEFORE TRUNCATE ON "activity_files"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_file_uses_no_change" BEFORE UPDATE OR DELETE ON "activity_file_uses"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "activity_file_uses_no_truncate" BEFORE TRUNCATE ON "activity_file_uses"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
