#include "analyzer/history/log/homegrown_words.hpp"

#include <algorithm>
#include <map>

#include "model/identifier.hpp"

namespace plumbline {

namespace {

std::map<std::string, ColumnRole> words() {
  std::map<std::string, ColumnRole> roles;
  const auto add = [&](ColumnRole role, std::initializer_list<const char*> names) {
    for (const char* name : names) roles.emplace(name, role);
  };
  add(ColumnRole::name, {"migrationname", "migration", "migrationid", "filename", "file", "script",
                         "scriptname", "migrationfile", "path"});
  add(ColumnRole::version, {"version", "versionid", "versionnumber", "schemaversion"});
  add(ColumnRole::weak_name, {"name", "key", "tag", "title"});
  add(ColumnRole::id, {"id"});
  add(ColumnRole::applied_time,
      {"appliedat",   "executedat",  "runat",        "runon",       "ranat",      "appliedon",
       "installedat", "installedon", "migratedat",   "migratedon",  "executedon", "applied",
       "appliedtime", "dateapplied", "dateexecuted", "completedat", "finishedat", "executed",
       "at",          "doneat",      "ranon"});
  add(ColumnRole::weak_time,
      {"createdat", "timestamp", "date", "time", "startedat", "insertedat", "updatedat"});
  add(ColumnRole::checksum, {"checksum", "hash", "sha", "sha1", "sha256", "sha384", "md5", "digest",
                             "contenthash", "filehash", "scripthash", "checksumsha256"});
  add(ColumnRole::success, {"success", "succeeded", "ok", "done"});
  add(ColumnRole::dirty, {"dirty", "failed"});
  add(ColumnRole::status, {"status", "state"});
  add(ColumnRole::undone_time, {"rolledbackat", "revertedat", "rollbackat", "undoneat"});
  add(ColumnRole::detail, {"description",
                           "batch",
                           "duration",
                           "durationms",
                           "executiontime",
                           "executionms",
                           "executiontimems",
                           "executiondurationms",
                           "elapsedms",
                           "type",
                           "comment",
                           "comments",
                           "appversion",
                           "appliedby",
                           "installedby",
                           "author",
                           "error",
                           "err",
                           "errormessage",
                           "message",
                           "host",
                           "hostname",
                           "username",
                           "note",
                           "notes",
                           "log",
                           "logs",
                           "sql",
                           "rank",
                           "installedrank",
                           "seq",
                           "sequence",
                           "statements",
                           "steps"});
  return roles;
}

}  // namespace

ColumnRole role_of(std::string_view column) {
  static const std::map<std::string, ColumnRole> roles = words();
  std::string word = ascii_lower(column);
  std::erase(word, '_');
  const auto found = roles.find(word);
  return found == roles.end() ? ColumnRole::unknown : found->second;
}

}  // namespace plumbline
