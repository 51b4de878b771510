// What is wrong with the files of migrations themselves. Who reads them finds it and says how grave
// it is in each case; here are the names, so that each has its page.
#include "rules/rule.hpp"

namespace plumbline {

extern const Rule duplicate_version;
extern const Rule empty_migration;
extern const Rule misnamed_migration;
extern const Rule unfilled_placeholder;
extern const Rule unreadable_migration;

const Rule duplicate_version{"duplicate-version", Severity::error, FoundWhileReading{}};
const Rule empty_migration{"empty-migration", Severity::warning, FoundWhileReading{}};
const Rule misnamed_migration{"misnamed-migration", Severity::warning, FoundWhileReading{}};
const Rule unfilled_placeholder{"unfilled-placeholder", Severity::error, FoundWhileReading{}};
const Rule unreadable_migration{"unreadable-migration", Severity::error, FoundWhileReading{}};

}  // namespace plumbline
