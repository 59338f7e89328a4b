-- What failed once is handed over alone, so it has an index apart from what comes for the first time: neither walks past the other.
DROP INDEX "event_schema"."queued_available_idx";
CREATE INDEX "queued_fresh_idx" ON "event_schema"."queued" ("consumer", "available_at")
  WHERE "parked_at" IS NULL AND "attempts" = 0 AND "last_error" IS NULL;
CREATE INDEX "queued_failed_idx" ON "event_schema"."queued" ("consumer", "available_at")
  WHERE "parked_at" IS NULL AND ("attempts" > 0 OR "last_error" IS NOT NULL);
CREATE INDEX "queued_parked_idx" ON "event_schema"."queued" ("parked_at") WHERE "parked_at" IS NOT NULL;

-- Admins list dead letters and put them back.
GRANT SELECT ON "event_schema"."queued" TO "chatsphere_web";
GRANT UPDATE ("attempts", "available_at", "parked_at") ON "event_schema"."queued" TO "chatsphere_web";
