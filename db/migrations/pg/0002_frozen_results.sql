ALTER TABLE "findings" ADD COLUMN "evidence" json DEFAULT '[]'::json NOT NULL;--> statement-breakpoint
ALTER TABLE "sheets" ADD COLUMN "closed_at" bigint;--> statement-breakpoint
ALTER TABLE "sheets" ADD COLUMN "closed_by" text;--> statement-breakpoint
ALTER TABLE "sheets" ADD COLUMN "close_reason" text;--> statement-breakpoint
ALTER TABLE "sheets" ADD COLUMN "sealed" text;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "person_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "signatures" ADD COLUMN "person_name_en" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sheets" ADD CONSTRAINT "sheets_closed_by_people_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;