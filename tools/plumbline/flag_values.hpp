#pragma once
// The values of flags that are a small language of their own. All throw Error(usage).
#include <set>
#include <string>
#include <utility>

#include "model/change.hpp"
#include "model/options.hpp"
#include "model/plan.hpp"
#include "tools/plumbline/command_line.hpp"

namespace plumbline {

/// "users:people" or "users.name:full_name". A name that holds one of . : " goes in double quotes,
/// as in SQL.
Rename parse_rename(const std::string& value);

/// "drop-column,fill-null" or "all".
std::set<Hazard> parse_hazards(const std::string& value);

/// "NAME=VALUE"; the value may be empty and hold more "=".
std::pair<std::string, std::string> parse_placeholder(const std::string& value);

/// "0007_add_email:3".
ResumePoint parse_resume_point(const std::string& value);

Runtime parse_runtime(const std::string& value);

}  // namespace plumbline
