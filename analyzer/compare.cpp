#include "analyzer/compare.hpp"

#include <utility>

#include "analyzer/diff/diff.hpp"
#include "analyzer/plan/rename.hpp"
#include "analyzer/sqlite/introspect.hpp"
#include "analyzer/sqlite/shadow.hpp"

namespace plumbline {

Source open_target(const std::string& name, const Options& options) {
  Source target = open_source(name, options);
  if (target.kind == SourceKind::database) {
    if (target.schema.user_version == 0) target.schema.user_version.reset();
    if (target.schema.application_id == 0) target.schema.application_id.reset();
  }
  return target;
}

std::vector<Rename> all_renames(const Source& target, const Options& options) {
  std::vector<Rename> renames = options.renames;
  renames.insert(renames.end(), target.renames.begin(), target.renames.end());
  return renames;
}

std::vector<std::string> renames_not_made(const Source& from, const Source& to,
                                          const Options& options) {
  return plan_renames(from.schema, to.schema, all_renames(to, options)).notes;
}

Compared compare(const Source& from, const Source& to, const Options& options) {
  Renaming renaming = plan_renames(from.schema, to.schema, all_renames(to, options));
  Compared compared{from.schema, std::move(renaming.changes), std::move(renaming.notes)};
  if (!renaming.statements.empty()) {
    const Shadow shadow = shadow_of(from.connection, options.deadline);
    if (const auto failure = run_renames(shadow.connection, from.schema, to.schema, renaming)) {
      compared.notes.push_back(*failure);
      compared.changes.clear();
    } else {
      compared.from = introspect(shadow.connection);
    }
  }
  for (Change& change : diff(compared.from, to.schema, options)) {
    const bool is_unknown =
        from.settings_unknown && std::holds_alternative<ChangeSetting>(change.fact);
    if (!is_unknown) compared.changes.push_back(std::move(change));
  }
  return compared;
}

}  // namespace plumbline
