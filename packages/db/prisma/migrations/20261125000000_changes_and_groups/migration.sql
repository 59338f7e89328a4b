-- What happens to a message after it was sent, and groups.
ALTER TABLE "chat_schema"."conversation"
  ADD COLUMN "visibility" TEXT NOT NULL DEFAULT 'private' CHECK ("visibility" IN ('private', 'public')),
  ADD COLUMN "history" TEXT NOT NULL DEFAULT 'full' CHECK ("history" IN ('full', 'from_joining')),
  ADD COLUMN "created_by" UUID;

-- [{ emoji, userIds }] in the order of their first use. Part of the row, since the row is the whole state of its message.
ALTER TABLE "chat_schema"."message" ADD COLUMN "reactions" JSONB NOT NULL DEFAULT '[]';
CREATE INDEX "message_pinned_idx" ON "chat_schema"."message" ("conversation_id", "position") WHERE "pinned_at" IS NOT NULL;

-- The bodies that edits have replaced.
CREATE TABLE "chat_schema"."message_version" (
  "conversation_id" UUID NOT NULL,
  "message_id" UUID NOT NULL,
  "version" INTEGER NOT NULL,
  "body" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("conversation_id", "message_id", "version")
);

GRANT SELECT, INSERT, DELETE ON "chat_schema"."message_version" TO "chatsphere_web", "chatsphere_realtime";
GRANT SELECT ON "chat_schema"."message_version" TO "chatsphere_workers";

-- The nodes ask twice a second whose account was disabled lately.
CREATE INDEX "user_disabled_at_idx" ON "user_schema"."user" ("disabled_at") WHERE "disabled_at" IS NOT NULL;
