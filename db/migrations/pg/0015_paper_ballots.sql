CREATE TABLE "paper_ballots" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"checker_id" text NOT NULL,
	"said_at" bigint NOT NULL,
	"ended_at" bigint
);
--> statement-breakpoint
CREATE TABLE "paper_scores" (
	"paper_id" text NOT NULL,
	"indicator" text NOT NULL,
	"score" integer,
	CONSTRAINT "paper_scores_paper_id_indicator_pk" PRIMARY KEY("paper_id","indicator"),
	CONSTRAINT "paper_scores_score" CHECK ("paper_scores"."score" >= 0)
);
--> statement-breakpoint
ALTER TABLE "paper_ballots" ADD CONSTRAINT "paper_ballots_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_ballots" ADD CONSTRAINT "paper_ballots_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_ballots" ADD CONSTRAINT "paper_ballots_checker_id_people_id_fk" FOREIGN KEY ("checker_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paper_scores" ADD CONSTRAINT "paper_scores_paper_id_paper_ballots_id_fk" FOREIGN KEY ("paper_id") REFERENCES "public"."paper_ballots"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "paper_ballots_in_force" ON "paper_ballots" USING btree ("evaluation_id","person_id") WHERE "paper_ballots"."ended_at" is null;