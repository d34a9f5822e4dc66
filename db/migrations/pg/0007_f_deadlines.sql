CREATE INDEX "cases_respond" ON "cases" USING btree ("state","respond_by");--> statement-breakpoint
CREATE INDEX "cases_plan" ON "cases" USING btree ("state","plan_by");--> statement-breakpoint
CREATE INDEX "cases_look_back" ON "cases" USING btree ("look_back_on") WHERE "cases"."look_back_on" is not null and "cases"."effect" is null;--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("person_id","at");