// Checksums as runners compute them. Values without a source were computed with other programs than
// this one (Python's hashlib and zlib); atlas.sum files and constants that the projects publish
// were reproduced as well.
#include "analyzer/history/files/checksum.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>

#include "analyzer/digest.hpp"
#include "analyzer/history/files/line_ends.hpp"
#include "analyzer/history/files/read_migrations.hpp"
#include "analyzer/sha256.hpp"

namespace plumbline {

namespace {

using Texts = std::vector<std::string>;

const ChecksumRule sha256_of_text = {"hash", "sha256", "hex", "text", {}};

Migration with_checksum(const ChecksumRule& rule, const std::string& text,
                        const std::map<std::string, std::string>& fields = {}) {
  Migration migration;
  migration.key = "0001-a";
  migration.fields = fields;
  fill_checksums(rule, {{migration, text}});
  return migration;
}

std::string checksum(const ChecksumRule& rule, const std::string& text,
                     const std::map<std::string, std::string>& fields = {}) {
  return with_checksum(rule, text, fields).checksum;
}

bool is_cosmetic(const Migration& migration, const std::string& other) {
  return std::ranges::count(migration.cosmetic_checksums, other) == 1;
}

/// The first column of `sql` in a database that must not change, not even beside it.
Texts rows(const std::string& file, const std::string& sql) {
  sqlite3* handle = nullptr;
  const std::string uri = "file:" + file + "?immutable=1";
  REQUIRE(sqlite3_open_v2(uri.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr) ==
          SQLITE_OK);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closing(handle, sqlite3_close);
  Texts result;
  const auto add = [](void* texts, int, char** values, char**) {
    static_cast<Texts*>(texts)->emplace_back(values[0] == nullptr ? "" : values[0]);
    return 0;
  };
  REQUIRE(sqlite3_exec(handle, sql.c_str(), add, &result, nullptr) == SQLITE_OK);
  return result;
}

/// A directory of migrations, and the checksums that its runner wrote for them.
struct RealLog {
  const char* runner;
  const char* directory;
  const char* database;
  const char* sql;
};

}  // namespace

TEST_CASE("checksums: those that the real runners wrote") {
  const std::vector<RealLog> logs = {
      {"drizzle", "drizzle/migrations", "drizzle/app.db",
       "SELECT hash FROM __drizzle_migrations ORDER BY created_at"},
      {"drizzle-1", "drizzle1/migrations", "drizzle1/app.db",
       "SELECT hash FROM __drizzle_migrations ORDER BY name"},
      {"prisma", "prisma/prisma/migrations", "prisma/app.db",
       "SELECT checksum FROM _prisma_migrations ORDER BY migration_name"},
      {"prisma", "prisma/prisma/migrations_crlf", "prisma/crlf.db",
       "SELECT checksum FROM _prisma_migrations ORDER BY migration_name"},
      {"postgrator", "postgrator/migrations", "postgrator/app.db",
       "SELECT md5 FROM schemaversion WHERE version > 0 ORDER BY version"},
      {"yoyo", "yoyo/migrations", "yoyo/app.db",
       "SELECT migration_hash FROM _yoyo_migration ORDER BY migration_id"},
      {"liquibase", "liquibase428/changelog.sql", "liquibase428/app.db",
       "SELECT MD5SUM FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED"},
      {"sqitch", "sqitch", "sqitch/sqitch.db",
       "SELECT script_hash FROM changes ORDER BY committed_at"},
  };
  const std::string folder = "snapshots/runners/";
  for (const RealLog& log : logs) {
    CAPTURE(log.directory);
    Texts computed;
    const Runner& runner = *runners_named(log.runner).front();
    for (const Migration& migration : read_migrations(folder + log.directory, &runner, {}).list) {
      computed.push_back(migration.checksum);
    }
    CHECK(computed.size() == 3);
    CHECK(computed == rows(folder + log.database, log.sql));
  }
}

TEST_CASE("checksums: Liquibase before 4.22 counts white space as one space") {
  const std::string folder = "snapshots/runners/liquibase/";
  const Runner& runner = *runners_named("liquibase").front();
  const Migrations migrations = read_migrations(folder + "changelog.sql", &runner, {});
  const Texts stored =
      rows(folder + "app.db", "SELECT MD5SUM FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED");
  REQUIRE(stored.size() == migrations.list.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    CHECK(stored[i].starts_with("8:"));
    CHECK(is_cosmetic(migrations.list[i], stored[i]));
  }
}

TEST_CASE("checksums: hexadecimal digests of the text") {
  CHECK(checksum(sha256_of_text, "a;\n") ==
        "055626364cd04ff8ffaa4a2dd0eef14e63f1bdc51988a6c861dd7ae2b9b3f41c");
  CHECK(checksum({"md5", "md5", "hex", "text", {}}, "abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(checksum({"h", "sha1", "hex", "bytes", {}}, "abc") ==
        "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(checksum({"checksum", "sha384", "blob", "text", {}}, "abc") ==
        "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        "8086072ba1e7cc2358baeca134c825a7");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("checksums: a runner in JavaScript hashes what it has read") {
  CHECK(checksum(sha256_of_text, "-- caf\xE9\n") ==
        "546b704ff1f21c20efe7348c373495f8d4e4a49e8cc9e75ba4d973b2cfc31182");
  CHECK(as_javascript_reads("a\xC3\xA9z") == "a\xC3\xA9z");
  CHECK(as_javascript_reads("\xE2\x82z") == "\xEF\xBF\xBDz");  // a sequence cut short is one
  CHECK(as_javascript_reads("\xE0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(as_javascript_reads("\xF0\x9F\x98") == "\xEF\xBF\xBD");
}

TEST_CASE("checksums: other line ends, a newline at the end and a mark at the start are cosmetic") {
  const Migration migration = with_checksum(sha256_of_text, "a;\n");
  CHECK(is_cosmetic(migration, sha256_hex("a;")));
  CHECK(is_cosmetic(migration, sha256_hex("a;\r\n")));
  CHECK(is_cosmetic(migration, sha256_hex("\xEF\xBB\xBF"
                                          "a;\n")));
  CHECK(is_cosmetic(with_checksum(sha256_of_text,
                                  "\xEF\xBB\xBF"
                                  "a;\r\nb"),
                    sha256_hex("a;\nb\n")));
  CHECK_FALSE(is_cosmetic(migration, migration.checksum));
  CHECK_FALSE(is_cosmetic(migration, sha256_hex("a; \n")));
  CHECK(cosmetic_variants("") ==
        Texts{"\n", "\r\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n", "\xEF\xBB\xBF\r\n"});
  CHECK(with_line_ends("a\r\nb\nc\rd", LineEnds::crlf) == "a\r\nb\r\nc\rd");
}

TEST_CASE("checksums: Flyway sums lines without their ends, as a signed number") {
  const ChecksumRule rule = {"checksum", "crc32", "decimal_i32", "lines", {}};
  CHECK(checksum(rule, "123456789") == "-873187034");
  for (const char* text : {"CREATE TABLE a(x);\n-- two\n", "CREATE TABLE a(x);\r\n-- two",
                           "\xEF\xBB\xBF"
                           "CREATE TABLE a(x);\r-- two\r"}) {
    CHECK(checksum(rule, text) == "1698823430");
  }
  CHECK(with_checksum(rule, "a\nb\n").cosmetic_checksums.empty());
  CHECK(checksum(rule, "") == "0");
}

TEST_CASE("checksums: Refinery's SipHash-1-3 of name, version and text") {
  CHECK(siphash13("") == 15130871412783076140ULL);  // Rust's DefaultHasher with nothing in it
  const ChecksumRule rule = {"checksum", "siphash13", "decimal_u64", "refinery", {}};
  const Migration migration =
      with_checksum(rule, "CREATE TABLE a(x);\n", {{"name", "first"}, {"version", "7"}});
  CHECK(migration.checksum == "8505113997127669418");
  CHECK(is_cosmetic(migration, "6281681262947567672"));  // built with int8-versions
}

TEST_CASE("checksums: Atlas sums on from file to file") {
  Migration first;
  first.fields["file"] = "1_a.sql";
  Migration second;
  second.fields["file"] = "2_b.sql";
  fill_checksums({"hash", "sha256", "base64", "atlas", {}},
                 {{first, "CREATE TABLE a(x);\n"}, {second, "CREATE TABLE b(y);\n"}});
  CHECK(first.checksum == "SKJt9voLQyhU1ml0TD/nECKGVkeNy/KnT0qyqoM/O3Q=");
  CHECK(second.checksum == "F5LcfAsptQyxl09VImfczashOHRnHTxpNHtuD4538aU=");
  CHECK(is_cosmetic(first, "vCW0H6QU+am4tZqSiVrY3Ntk4USQXb1qrwfJQQTmT4I="));
  CHECK(is_cosmetic(second, "NyKCupsKKChII/EYkefdn4FkjN6XGMRV0OQFxoGTzbY="));
}

TEST_CASE("checksums: of the key they say nothing of the text") {
  const ChecksumRule rule = {"migration_hash", "sha256", "hex", "key", {}};
  const Migration migration = with_checksum(rule, "a;\n");
  CHECK(migration.checksum == "db77df1a907e701f3910524f92fe1412ca0fb520db07e5ec40b0cfd2618acac0");
  CHECK(migration.cosmetic_checksums.empty());
  CHECK(base64_of("light w") == "bGlnaHQgdw==");
}

}  // namespace plumbline
