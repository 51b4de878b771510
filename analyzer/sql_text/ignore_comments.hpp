#pragma once
// "-- plumbline: ignore RULE reason": what the author of a script has decided to live with.
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct IgnoreComment {
  int line = 0;  ///< of the comment, 1-based, as all lines here
  std::string rule;
  std::string reason;
  std::string fault;  ///< what is wrong with how it is written; empty: nothing
  /// The lines of the statement that stands on its line, else of the one that follows it; 0 where
  /// there is none.
  int first_line = 0;
  int last_line = 0;
  bool whole_file = false;  ///< it stands before the first statement
};

/// All comments that begin with "plumbline:", in their order, of either kind ("--", "/* */"). That
/// a rule of that name exists is not looked at.
std::vector<IgnoreComment> ignore_comments(std::string_view sql);

}  // namespace plumbline
