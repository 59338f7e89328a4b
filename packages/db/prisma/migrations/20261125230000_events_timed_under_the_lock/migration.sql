-- now() is when the transaction began, perhaps long before it got the lock. Changes that wait for one another are timed in the order
-- in which they happen.
ALTER TABLE "event_schema"."outbox" ALTER COLUMN "created_at" SET DEFAULT clock_timestamp();
