#include "tools/plumbline/today.hpp"

#include <cstdlib>

namespace plumbline {

Date today() {
  if (const char* stated = std::getenv("SOURCE_DATE_EPOCH")) return date_of_epoch(stated);
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace plumbline
