-- Public groups that let people in by hand, and who waits for it.
ALTER TABLE "chat_schema"."conversation" ADD COLUMN "approval" BOOLEAN NOT NULL DEFAULT false;
CREATE TABLE "chat_schema"."join_request" (
  "conversation_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "text" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY ("conversation_id", "user_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_schema"."join_request" TO "chatsphere_web";
GRANT SELECT ON "chat_schema"."join_request" TO "chatsphere_realtime", "chatsphere_workers";
