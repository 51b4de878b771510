// The engine as WebAssembly, with a driver of JavaScript.
import path from "node:path";
import { PrismaBetterSQLite3 } from "@prisma/adapter-better-sqlite3";

export default {
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  async adapter() {
    const factory = new PrismaBetterSQLite3({
      url: "file:app.db",
      // The adapter brings better-sqlite3 11 as source only; 12 is compiled, and the two fit.
      nativeBinding: path.resolve("node_modules/better-sqlite3/build/Release/better_sqlite3.node"),
    });
    const connect = factory.connect.bind(factory);
    factory.connect = async () => {
      const adapter = await connect();
      adapter.client.function("kill_me", () => process.kill(process.pid, "SIGKILL"));
      return adapter;
    };
    return factory;
  },
};
