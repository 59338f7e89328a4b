-- Who may do what in a group where it differs from the usual, that it is archived, and how slowly people write in it.
ALTER TABLE "chat_schema"."conversation"
  ADD COLUMN "permissions" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "archived" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "slow_mode_seconds" INTEGER NOT NULL DEFAULT 0 CHECK ("slow_mode_seconds" >= 0);
DROP INDEX "chat_schema"."conversation_public_idx";
CREATE INDEX "conversation_public_idx" ON "chat_schema"."conversation" (lower("name"), "id") WHERE "visibility" = 'public' AND NOT "archived";

-- Who may say nothing for a time, and when somebody wrote last, which is kept only where that counts.
ALTER TABLE "chat_schema"."participant"
  ADD COLUMN "silenced_until" TIMESTAMPTZ(3),
  ADD COLUMN "posted_at" TIMESTAMPTZ(3);
CREATE INDEX "participant_silenced_until_idx" ON "chat_schema"."participant" ("silenced_until") WHERE "silenced_until" IS NOT NULL;
GRANT UPDATE ("silenced_until", "user_revision") ON "chat_schema"."participant" TO "chatsphere_workers";

-- Who may not come in.
CREATE TABLE "chat_schema"."ban" (
  "conversation_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "banned_by" UUID NOT NULL,
  "banned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  PRIMARY KEY ("conversation_id", "user_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_schema"."ban" TO "chatsphere_web";
