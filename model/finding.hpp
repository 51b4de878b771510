#pragma once
// What a rule has to say about an object.
#include <string>

#include "model/schema.hpp"

namespace plumbline {

enum class Severity { note, warning, error };
std::string to_string(Severity severity);

struct Finding {
  std::string rule;
  Severity severity = Severity::note;
  ObjectRef object;
  std::string file;  ///< empty where no file is meant
  int line = 0;
  std::string message;
  std::string remedy;
};

/// A finding that somebody has decided to live with.
struct AcceptedFinding {
  Finding finding;
  std::string by;      ///< where that is written: "plumbline.yaml:9", "migrations/0007.sql:2"
  std::string reason;  ///< in that person's words; empty where none was asked for
};

}  // namespace plumbline
