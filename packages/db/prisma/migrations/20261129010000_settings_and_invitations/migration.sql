-- What the nodes look up where they store a message, and what belongs to oneself: settings of the server, and whether an address is
-- confirmed; never the address.
GRANT SELECT ON "event_schema"."server_settings" TO "chatsphere_realtime";
GRANT SELECT ("user_id", "email_verified_at") ON "auth_schema"."credential" TO "chatsphere_realtime", "chatsphere_workers";

-- Links that let people register where that takes an invitation. The code of a link is kept as its hash.
CREATE TABLE "auth_schema"."registration_invitation" (
  "id" UUID NOT NULL PRIMARY KEY,
  "code_hash" BYTEA NOT NULL UNIQUE,
  "created_by" UUID NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "expires_at" TIMESTAMPTZ(3),
  "uses_max" INTEGER CHECK ("uses_max" > 0),
  "uses" INTEGER NOT NULL DEFAULT 0 CHECK ("uses" >= 0),
  "revoked_at" TIMESTAMPTZ(3),
  CHECK ("uses" <= "uses_max")
);
GRANT SELECT, INSERT, UPDATE ON "auth_schema"."registration_invitation" TO "chatsphere_web";
GRANT SELECT, DELETE ON "auth_schema"."registration_invitation" TO "chatsphere_workers";
