// What is wrong with the files of migrations themselves, or with what is written down about
// findings. Who reads them finds it and says how grave it is in each case; here are the names, so
// that each has its page.
#include "rules/rule.hpp"

namespace plumbline {

extern const Rule bad_ignore;
extern const Rule duplicate_version;
extern const Rule empty_migration;
extern const Rule misnamed_migration;
extern const Rule stale_baseline;
extern const Rule unfilled_placeholder;
extern const Rule unreadable_migration;
extern const Rule unused_ignore;

const Rule bad_ignore{"bad-ignore", Severity::warning, FoundWhileReading{}};
const Rule duplicate_version{"duplicate-version", Severity::error, FoundWhileReading{}};
const Rule empty_migration{"empty-migration", Severity::warning, FoundWhileReading{}};
const Rule misnamed_migration{"misnamed-migration", Severity::warning, FoundWhileReading{}};
const Rule stale_baseline{"stale-baseline", Severity::note, FoundWhileReading{}};
const Rule unfilled_placeholder{"unfilled-placeholder", Severity::error, FoundWhileReading{}};
const Rule unreadable_migration{"unreadable-migration", Severity::error, FoundWhileReading{}};
const Rule unused_ignore{"unused-ignore", Severity::note, FoundWhileReading{}};

}  // namespace plumbline
