#pragma once
// The files under runners/, as the build put them into the program (see CMakeLists.txt).
#include <cstddef>

namespace plumbline {

struct RunnerFile {
  const char* file;  ///< "kysely.yaml"
  const char* text;
};

extern const RunnerFile runner_files[];
extern const std::size_t runner_file_count;

}  // namespace plumbline
