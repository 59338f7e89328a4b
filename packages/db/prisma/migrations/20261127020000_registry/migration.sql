-- The processes that run, each until its lease ends by the clock of the database.
CREATE TABLE "event_schema"."process" (
  "id" UUID NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL CHECK ("name" IN ('web', 'realtime', 'workers')),
  "host" TEXT NOT NULL,
  "url" TEXT,
  "version" TEXT NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "sockets" INTEGER NOT NULL,
  "busy" REAL NOT NULL,
  "lease_until" TIMESTAMPTZ(3) NOT NULL
);
GRANT SELECT, INSERT, UPDATE, DELETE ON "event_schema"."process" TO "chatsphere_web", "chatsphere_realtime", "chatsphere_workers";
