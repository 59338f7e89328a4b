-- What the request was called whose change an event tells: it leads from a dead letter to the log of the process that answered.
ALTER TABLE "event_schema"."outbox" ADD COLUMN "request_id" TEXT;
ALTER TABLE "event_schema"."queued" ADD COLUMN "request_id" TEXT;
