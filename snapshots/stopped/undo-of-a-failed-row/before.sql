CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);
INSERT INTO _prisma_migrations VALUES
  ('198b1912-7b92-478e-9576-a24fadc23a3d', 'e887ae8e4715d87262dd1246d06b64345b52c0f8850faa0780d38051cf5bfa82', '2026-01-20T19:24:32.174+00:00', '20260101000000_users', NULL, NULL, '2026-01-20T19:24:32.165+00:00', 1),
  ('3ee875ce-60b4-49ea-83b3-f2748c294bfd', '53fb6d328b2a6f6be997687597e07413ce4b1711567951fb4166c2d10704eede', NULL, '20260102000000_audit', 'the connection was lost', NULL, '2026-01-20T19:24:33.000+00:00', 0);
CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL
);
INSERT INTO users VALUES (1, 'ada@example.com');
