CREATE INDEX `cases_respond` ON `cases` (`state`,`respond_by`);--> statement-breakpoint
CREATE INDEX `cases_plan` ON `cases` (`state`,`plan_by`);--> statement-breakpoint
CREATE INDEX `cases_look_back` ON `cases` (`look_back_on`) WHERE "cases"."look_back_on" is not null and "cases"."effect" is null;--> statement-breakpoint
CREATE INDEX `notifications_newest` ON `notifications` (`person_id`,`at`);