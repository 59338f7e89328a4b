-- Accounts, settings, blocks, status and drafts.

-- auth_schema
ALTER TABLE "auth_schema"."credential" ADD COLUMN "email_verified_at" TIMESTAMPTZ(3);
ALTER TABLE "auth_schema"."one_time_token" ADD COLUMN "email" TEXT;
ALTER TABLE "auth_schema"."one_time_token" DROP CONSTRAINT "one_time_token_purpose_check";
ALTER TABLE "auth_schema"."one_time_token"
  ADD CHECK ("purpose" IN ('sign_in', 'admin_setup', 'verify_email', 'reset_password'));
CREATE INDEX "one_time_token_user_id_idx" ON "auth_schema"."one_time_token" ("user_id");

-- user_schema
ALTER TABLE "user_schema"."user"
  ADD COLUMN "deleted_at" TIMESTAMPTZ(3),
  ADD COLUMN "bio" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "pronouns" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "time_zone" TEXT,
  ADD COLUMN "avatar_colour" INTEGER,
  ADD CHECK ("deleted_at" IS NULL OR "disabled_at" IS NOT NULL);
CREATE INDEX "user_admin_idx" ON "user_schema"."user" ("id") WHERE "role" = 'admin';
ALTER TABLE "user_schema"."user_state"
  ADD COLUMN "own_revision" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}',
  ADD CHECK ("own_revision" <= "revision");
CREATE TABLE "user_schema"."block" (
  "user_id" UUID NOT NULL,
  "blocked_id" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("user_id", "blocked_id"),
  CHECK ("user_id" <> "blocked_id")
);
CREATE INDEX "block_blocked_id_idx" ON "user_schema"."block" ("blocked_id");
GRANT SELECT, INSERT, DELETE ON "user_schema"."block" TO "chatsphere_web";
GRANT SELECT ON "user_schema"."block" TO "chatsphere_realtime", "chatsphere_workers";

-- presence_schema
ALTER TABLE "presence_schema"."connection" ADD COLUMN "idle" BOOLEAN NOT NULL DEFAULT false;
CREATE TABLE "presence_schema"."status" (
  "user_id" UUID NOT NULL PRIMARY KEY,
  "status" TEXT NOT NULL DEFAULT 'online' CHECK ("status" IN ('online', 'away', 'dnd', 'invisible')),
  "emoji" TEXT,
  "text" TEXT,
  "expires_at" TIMESTAMPTZ(3),
  "hidden_until" TIMESTAMPTZ(3),
  "hidden_last_seen_at" TIMESTAMPTZ(3)
);
CREATE INDEX "status_expires_at_idx" ON "presence_schema"."status" ("expires_at");
GRANT SELECT, INSERT, UPDATE, DELETE ON "presence_schema"."status" TO "chatsphere_web";
GRANT SELECT ON "presence_schema"."status" TO "chatsphere_realtime";
GRANT SELECT, UPDATE ON "presence_schema"."status" TO "chatsphere_workers";

-- chat_schema
CREATE TABLE "chat_schema"."draft" (
  "conversation_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "body" TEXT NOT NULL,
  "reply_to" UUID,
  "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY ("conversation_id", "user_id")
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_schema"."draft" TO "chatsphere_web";
GRANT SELECT ON "chat_schema"."draft" TO "chatsphere_realtime";
GRANT SELECT ON "chat_schema"."draft" TO "chatsphere_workers";

-- The workers end statuses that are over, which is a change of the user's own.
GRANT INSERT, UPDATE ON "user_schema"."user_state" TO "chatsphere_workers";
GRANT INSERT ON "event_schema"."outbox" TO "chatsphere_workers";
