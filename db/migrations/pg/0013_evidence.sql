CREATE TABLE "piece_files" (
	"evaluation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"slot" text NOT NULL,
	"file_id" text NOT NULL,
	"came_as" text NOT NULL,
	CONSTRAINT "piece_files_evaluation_id_person_id_slot_pk" PRIMARY KEY("evaluation_id","person_id","slot")
);
--> statement-breakpoint
ALTER TABLE "piece_files" ADD CONSTRAINT "piece_files_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "piece_files" ADD CONSTRAINT "piece_files_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "piece_files" ADD CONSTRAINT "piece_files_file_id_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "piece_files_file" ON "piece_files" USING btree ("file_id");
--> statement-breakpoint
CREATE TRIGGER "piece_files_no_change" BEFORE UPDATE OR DELETE ON "piece_files"
FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER "piece_files_no_truncate" BEFORE TRUNCATE ON "piece_files"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
