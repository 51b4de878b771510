#include <system_error>

#include "analyzer/apply/apply.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

std::int64_t bytes_of_file(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  return failure ? 0 : static_cast<std::int64_t>(size);
}

}  // namespace

ApplyCost cost_of_applying(const std::string& database, const Plan& plan) {
  std::error_code failure;
  if (!fs::is_regular_file(database, failure)) {
    throw Error(Error::Kind::unreadable, {database, 0, 0}, "no such file");
  }
  ApplyCost cost;
  cost.rows_rewritten = plan.cost.rows_rewritten;
  cost.backup_bytes = bytes_of_file(database) + bytes_of_file(database + "-wal");
  // What is rebuilt is there twice until the end, and the pages of the old one go to the journal.
  cost.working_bytes = 2 * plan.cost.bytes_needed;
  // The copy is read and written, the work likewise, and the checks read all of it again.
  cost.bytes_moved = 3 * cost.backup_bytes + 2 * cost.working_bytes;
  return cost;
}

}  // namespace plumbline
