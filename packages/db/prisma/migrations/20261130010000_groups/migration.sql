-- What a group says of itself beside its name.
ALTER TABLE "chat_schema"."conversation"
  ADD COLUMN "topic" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "description" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "emoji" TEXT;

-- Those that anybody may find, by name.
CREATE INDEX "conversation_public_idx" ON "chat_schema"."conversation" (lower("name"), "id") WHERE "visibility" = 'public';
