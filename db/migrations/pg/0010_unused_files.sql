CREATE FUNCTION refuse_change_of_used_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM "file_uses" WHERE "file_id" = OLD."id") THEN
    RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
  END IF;
  RETURN OLD;
END
$$;
--> statement-breakpoint
DROP TRIGGER "files_no_delete" ON "files";
--> statement-breakpoint
CREATE TRIGGER "files_no_delete" BEFORE DELETE ON "files"
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_used_file();
