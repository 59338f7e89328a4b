-- Every version of the settings of the server, the whole of them each. Nobody changes or removes one.
CREATE TABLE "event_schema"."server_settings" (
  "version" INTEGER NOT NULL PRIMARY KEY CHECK ("version" > 0),
  "settings" JSONB NOT NULL,
  "changed_by" UUID NOT NULL,
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp()
);
GRANT SELECT, INSERT ON "event_schema"."server_settings" TO "chatsphere_web";
GRANT SELECT ON "event_schema"."server_settings" TO "chatsphere_workers";
