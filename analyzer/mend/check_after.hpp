#pragma once
// A repair is right when status finds nothing behind it, and the rest of the migrations apply.
#include "analyzer/mend/mend.hpp"

namespace plumbline {

/// The planning as it is where it is a refusal or holds no statement. Else the plan runs on a copy:
/// it becomes a refusal where log, files and schema do not agree afterwards; its header says which
/// later migration would fail.
Planning checked_after(const MendInput& input, Planning planning);

}  // namespace plumbline
