ALTER TABLE `findings` ADD `evidence` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `sheets` ADD `closed_at` integer;--> statement-breakpoint
ALTER TABLE `sheets` ADD `closed_by` text REFERENCES people(id);--> statement-breakpoint
ALTER TABLE `sheets` ADD `close_reason` text;--> statement-breakpoint
ALTER TABLE `sheets` ADD `sealed` text;--> statement-breakpoint
ALTER TABLE `signatures` ADD `person_name` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `signatures` ADD `person_name_en` text DEFAULT '' NOT NULL;