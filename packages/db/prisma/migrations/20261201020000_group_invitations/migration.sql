-- Links that let people into a group. The code of a link names the group and is kept as its hash.
CREATE TABLE "chat_schema"."group_invitation" (
  "conversation_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "code_hash" BYTEA NOT NULL,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  "uses_max" INTEGER CHECK ("uses_max" > 0),
  "uses" INTEGER NOT NULL DEFAULT 0 CHECK ("uses" >= 0),
  "revoked_at" TIMESTAMPTZ(3),
  CHECK ("uses" <= "uses_max"),
  PRIMARY KEY ("conversation_id", "id")
);
CREATE UNIQUE INDEX "group_invitation_conversation_id_code_hash_key" ON "chat_schema"."group_invitation" ("conversation_id", "code_hash");
GRANT SELECT, INSERT, UPDATE ON "chat_schema"."group_invitation" TO "chatsphere_web";
GRANT SELECT, DELETE ON "chat_schema"."group_invitation" TO "chatsphere_workers";

-- What is over goes after a while.
GRANT SELECT, DELETE ON "chat_schema"."ban" TO "chatsphere_workers";
