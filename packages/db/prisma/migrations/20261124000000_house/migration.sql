-- The house: one schema per service, the tables of the delivery contract, and one database role per process.
CREATE SCHEMA "auth_schema";
CREATE SCHEMA "user_schema";
CREATE SCHEMA "chat_schema";
CREATE SCHEMA "presence_schema";
CREATE SCHEMA "audit_schema";
CREATE SCHEMA "event_schema";

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA "public";

-- auth_schema
CREATE TABLE "auth_schema"."credential" (
  "user_id" UUID NOT NULL PRIMARY KEY,
  "email" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "credential_email_key" ON "auth_schema"."credential" ("email");

CREATE TABLE "auth_schema"."session" (
  "id" UUID NOT NULL PRIMARY KEY,
  "user_id" UUID NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('browser', 'program')),
  "user_agent" TEXT NOT NULL,
  "address" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE INDEX "session_user_id_idx" ON "auth_schema"."session" ("user_id");
CREATE INDEX "session_revoked_at_idx" ON "auth_schema"."session" ("revoked_at");

CREATE TABLE "auth_schema"."refresh_token" (
  "hash" BYTEA NOT NULL PRIMARY KEY,
  "session_id" UUID NOT NULL REFERENCES "auth_schema"."session" ("id") ON DELETE CASCADE,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "refresh_token_session_id_idx" ON "auth_schema"."refresh_token" ("session_id");

CREATE TABLE "auth_schema"."one_time_token" (
  "hash" BYTEA NOT NULL PRIMARY KEY,
  "purpose" TEXT NOT NULL CHECK ("purpose" IN ('sign_in', 'admin_setup')),
  "user_id" UUID,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  "used_at" TIMESTAMPTZ(3)
);
CREATE INDEX "one_time_token_expires_at_idx" ON "auth_schema"."one_time_token" ("expires_at");

-- user_schema
CREATE TABLE "user_schema"."user" (
  "id" UUID NOT NULL PRIMARY KEY,
  "username" TEXT NOT NULL,
  "display_name" TEXT NOT NULL,
  "role" TEXT NOT NULL DEFAULT 'user' CHECK ("role" IN ('user', 'moderator', 'admin')),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "disabled_at" TIMESTAMPTZ(3),
  "search_text" TEXT NOT NULL GENERATED ALWAYS AS (' ' || lower("username") || ' ' || lower("display_name")) STORED
);
CREATE UNIQUE INDEX "user_username_key" ON "user_schema"."user" ("username");
CREATE INDEX "user_search_text_idx" ON "user_schema"."user" USING gin ("search_text" gin_trgm_ops);

CREATE TABLE "user_schema"."user_state" (
  "user_id" UUID NOT NULL PRIMARY KEY,
  "revision" BIGINT NOT NULL DEFAULT 0
);

-- chat_schema
CREATE TABLE "chat_schema"."conversation" (
  "id" UUID NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('direct', 'group', 'channel')),
  "name" TEXT,
  "revision" BIGINT NOT NULL DEFAULT 0,
  "last_position" BIGINT NOT NULL DEFAULT 0,
  "audience" INTEGER NOT NULL DEFAULT 1,
  "last_message_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CHECK ("revision" >= "last_position" AND "last_position" >= 0)
) WITH (fillfactor = 70);

CREATE TABLE "chat_schema"."message" (
  "conversation_id" UUID NOT NULL,
  "id" UUID NOT NULL,
  "position" BIGINT NOT NULL CHECK ("position" > 0),
  "revision" BIGINT NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  "author_id" UUID NOT NULL,
  "kind" TEXT NOT NULL DEFAULT 'user' CHECK ("kind" IN ('user', 'system')),
  "body" TEXT NOT NULL,
  "reply_to" UUID,
  "thread_root" UUID,
  "also_sent" BOOLEAN NOT NULL DEFAULT false,
  "edited_at" TIMESTAMPTZ(3),
  "deleted_at" TIMESTAMPTZ(3),
  "pinned_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("conversation_id", "id")
);
CREATE UNIQUE INDEX "message_conversation_id_position_key" ON "chat_schema"."message" ("conversation_id", "position");
CREATE UNIQUE INDEX "message_conversation_id_revision_key" ON "chat_schema"."message" ("conversation_id", "revision");

CREATE TABLE "chat_schema"."participant" (
  "conversation_id" UUID NOT NULL,
  "user_id" UUID NOT NULL,
  "role" TEXT NOT NULL DEFAULT 'member' CHECK ("role" IN ('owner', 'admin', 'moderator', 'member', 'guest')),
  "history_from" BIGINT NOT NULL DEFAULT 1,
  "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "left_at" TIMESTAMPTZ(3),
  "read_version" INTEGER NOT NULL DEFAULT 0,
  "read_position" BIGINT NOT NULL DEFAULT 0,
  "read_position_max" BIGINT NOT NULL DEFAULT 0,
  "delivered_position" BIGINT NOT NULL DEFAULT 0,
  "receipt_at" TIMESTAMPTZ(3),
  "user_revision" BIGINT NOT NULL DEFAULT 0,
  "notify" TEXT NOT NULL DEFAULT 'all' CHECK ("notify" IN ('all', 'mentions', 'nothing')),
  "muted_until" TIMESTAMPTZ(3),
  PRIMARY KEY ("conversation_id", "user_id")
) WITH (fillfactor = 70);
CREATE INDEX "participant_receipt_at_idx" ON "chat_schema"."participant" ("receipt_at") WHERE "receipt_at" IS NOT NULL;
CREATE INDEX "participant_user_id_user_revision_idx" ON "chat_schema"."participant" ("user_id", "user_revision");

-- presence_schema
CREATE TABLE "presence_schema"."node" (
  "id" UUID NOT NULL PRIMARY KEY,
  "lease_until" TIMESTAMPTZ(3) NOT NULL
);
CREATE TABLE "presence_schema"."connection" (
  "node_id" UUID NOT NULL,
  "id" TEXT NOT NULL,
  "user_id" UUID NOT NULL,
  "connected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("node_id", "id")
);
CREATE INDEX "connection_user_id_idx" ON "presence_schema"."connection" ("user_id");
CREATE TABLE "presence_schema"."last_seen" (
  "user_id" UUID NOT NULL PRIMARY KEY,
  "at" TIMESTAMPTZ(3) NOT NULL
);

-- audit_schema
CREATE TABLE "audit_schema"."entry" (
  "id" UUID NOT NULL PRIMARY KEY,
  "event_id" UUID NOT NULL,
  "topic" TEXT NOT NULL,
  "actor_id" UUID,
  "payload" JSONB NOT NULL,
  "occurred_at" TIMESTAMPTZ(3) NOT NULL,
  "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX "entry_event_id_key" ON "audit_schema"."entry" ("event_id");

-- event_schema
CREATE TABLE "event_schema"."outbox" (
  "id" UUID NOT NULL PRIMARY KEY,
  "topic" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "leased_until" TIMESTAMPTZ(3),
  "published_at" TIMESTAMPTZ(3)
);
CREATE INDEX "outbox_unpublished_idx" ON "event_schema"."outbox" ("created_at") WHERE "published_at" IS NULL;
CREATE INDEX "outbox_published_at_idx" ON "event_schema"."outbox" ("published_at") WHERE "published_at" IS NOT NULL;

CREATE TABLE "event_schema"."inbox" (
  "consumer" TEXT NOT NULL,
  "event_id" UUID NOT NULL,
  "handled_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  PRIMARY KEY ("consumer", "event_id")
);
CREATE INDEX "inbox_handled_at_idx" ON "event_schema"."inbox" ("handled_at");

CREATE TABLE "event_schema"."queued" (
  "consumer" TEXT NOT NULL,
  "event_id" UUID NOT NULL,
  "topic" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "payload" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL,
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "available_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "parked_at" TIMESTAMPTZ(3),
  "last_error" TEXT,
  PRIMARY KEY ("consumer", "event_id")
);
CREATE INDEX "queued_available_idx" ON "event_schema"."queued" ("consumer", "available_at") WHERE "parked_at" IS NULL;

CREATE TABLE "event_schema"."epoch" (
  "one" BOOLEAN NOT NULL DEFAULT true PRIMARY KEY CHECK ("one"),
  "id" UUID NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO "event_schema"."epoch" DEFAULT VALUES;

-- Names this database's history. Another after a restore (another database), on another server, and after a failover
-- or point-in-time recovery (another timeline): revisions that a client holds from before may then mean something else.
CREATE FUNCTION "event_schema"."current_epoch"() RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT md5(concat_ws('/', epoch.id, control.system_identifier, checkpoint.timeline_id, database.oid))
  FROM "event_schema"."epoch", pg_control_system() AS control, pg_control_checkpoint() AS checkpoint, pg_database AS database
  WHERE database.datname = current_database()
$$;

-- One role per process. Roles belong to the whole server, so another database may have made them already,
-- at this very moment too: both errors below mean just that.
DO $$
DECLARE
  process TEXT;
BEGIN
  FOREACH process IN ARRAY ARRAY['chatsphere_web', 'chatsphere_realtime', 'chatsphere_workers'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = process) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', process);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
    -- Without this an owner who is no superuser could not take the role with SET ROLE.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      EXECUTE format('GRANT %I TO %I', process, current_user);
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA "auth_schema", "user_schema", "chat_schema", "presence_schema", "event_schema"
  TO "chatsphere_web", "chatsphere_realtime", "chatsphere_workers";
GRANT USAGE ON SCHEMA "audit_schema" TO "chatsphere_workers";

-- web: accounts, people, chat; reads presence; appends events.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "auth_schema" TO "chatsphere_web";
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA "user_schema" TO "chatsphere_web";
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA "chat_schema" TO "chatsphere_web";
GRANT SELECT ON ALL TABLES IN SCHEMA "presence_schema" TO "chatsphere_web";

-- realtime: chat; reads sessions and people; owns presence; appends events.
GRANT SELECT ON "auth_schema"."session" TO "chatsphere_realtime";
GRANT SELECT ON "user_schema"."user" TO "chatsphere_realtime";
GRANT SELECT, INSERT, UPDATE ON "user_schema"."user_state" TO "chatsphere_realtime";
GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA "chat_schema" TO "chatsphere_realtime";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "presence_schema" TO "chatsphere_realtime";

-- workers: carry events, sweep what is over, append to the audit; read the rest.
GRANT SELECT, DELETE ON "auth_schema"."session", "auth_schema"."refresh_token", "auth_schema"."one_time_token" TO "chatsphere_workers";
GRANT SELECT ON ALL TABLES IN SCHEMA "user_schema" TO "chatsphere_workers";
GRANT SELECT ON ALL TABLES IN SCHEMA "chat_schema" TO "chatsphere_workers";
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "presence_schema" TO "chatsphere_workers";
GRANT SELECT, INSERT, UPDATE, DELETE ON "event_schema"."outbox", "event_schema"."inbox", "event_schema"."queued" TO "chatsphere_workers";
GRANT SELECT, INSERT ON "audit_schema"."entry" TO "chatsphere_workers";

GRANT INSERT ON "event_schema"."outbox" TO "chatsphere_web", "chatsphere_realtime";
GRANT SELECT ON "event_schema"."epoch" TO "chatsphere_web", "chatsphere_realtime", "chatsphere_workers";
