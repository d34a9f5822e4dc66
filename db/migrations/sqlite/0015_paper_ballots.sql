CREATE TABLE `paper_ballots` (
	`id` text PRIMARY KEY NOT NULL,
	`evaluation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`checker_id` text NOT NULL,
	`said_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`evaluation_id`) REFERENCES `evaluations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`person_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`checker_id`) REFERENCES `people`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `paper_ballots_in_force` ON `paper_ballots` (`evaluation_id`,`person_id`) WHERE "paper_ballots"."ended_at" is null;--> statement-breakpoint
CREATE TABLE `paper_scores` (
	`paper_id` text NOT NULL,
	`indicator` text NOT NULL,
	`score` integer,
	PRIMARY KEY(`paper_id`, `indicator`),
	FOREIGN KEY (`paper_id`) REFERENCES `paper_ballots`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "paper_scores_score" CHECK("paper_scores"."score" >= 0)
);
