#pragma once
// Files of text, read whole.
#include <filesystem>
#include <string>

namespace plumbline {

/// Throws Error(unreadable): no such file, not a regular file, no permission, too large to be SQL
/// or YAML.
std::string read_text(const std::filesystem::path& file);

}  // namespace plumbline
