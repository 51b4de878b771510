import { sql } from "kysely";
import next from "../stopped.cjs";

// The fix that was made in the field.
const once = (builder) => process.env.IF_NOT_EXISTS === "yes" ? builder.ifNotExists() : builder;

export async function up(db) {
  const user = (column) => column.notNull().references("users.id").onDelete("cascade");
  const index = async (name, table, column) => {
    next();
    await once(db.schema.createIndex(name)).on(table).column(column).execute();
  };
  next();
  await once(db.schema.createTable("_emdash_api_tokens"))
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", user)
    .addColumn("token_hash", "text", (column) => column.notNull().unique())
    .addColumn("expires_at", "text")
    .addColumn("created_at", "text", (column) => column.defaultTo(sql`(datetime('now'))`))
    .execute();
  await index("idx_api_tokens_user_id", "_emdash_api_tokens", "user_id");
  await index("idx_api_tokens_expires", "_emdash_api_tokens", "expires_at");
  next();
  await once(db.schema.createTable("_emdash_oauth_tokens"))
    .addColumn("token_hash", "text", (column) => column.primaryKey())
    .addColumn("user_id", "text", user)
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute();
  await index("idx_oauth_tokens_user_id", "_emdash_oauth_tokens", "user_id");
  await index("idx_oauth_tokens_expires", "_emdash_oauth_tokens", "expires_at");
  next();
  await once(db.schema.createTable("_emdash_device_codes"))
    .addColumn("device_code", "text", (column) => column.primaryKey())
    .addColumn("user_code", "text", (column) => column.notNull().unique())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("interval", "integer", (column) => column.notNull().defaultTo(5))
    .execute();
  await index("idx_device_codes_user_code", "_emdash_device_codes", "user_code");
  await index("idx_device_codes_expires", "_emdash_device_codes", "expires_at");
}
