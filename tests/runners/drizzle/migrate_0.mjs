// `node migrate_0.mjs FILE`: an application's own start, on Drizzle 0.x.
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm-0/better-sqlite3";
import { migrate } from "drizzle-orm-0/better-sqlite3/migrator";

const database = new Database(process.argv[2]);
database.function("kill_me", () => process.kill(process.pid, "SIGKILL"));
migrate(drizzle({ client: database }), { migrationsFolder: "migrations" });
database.close();
