#pragma once
// The parts of a SARIF log that do not depend on what is reported:
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
#include <string>

#include "tools/plumbline/json_values.hpp"

namespace plumbline {

/// A path as a URI reference: relative where the path is (RFC 3986, section 4.2).
std::string uri_of(const std::string& path);

/// A message. What a viewer would take for a link ("[text](target)", section 3.11.6) is none.
Json sarif_message(const std::string& text);

/// Where something is: a file, of which line 0 means the whole. `sql` is the text that begins
/// there, if it is known. Either may be left out: no file, or a null object.
Json sarif_location(const Json& logical, const std::string& file, int line, const std::string& sql);
Json sarif_file(const std::string& file, int line, const std::string& sql);

/// A rule with its page, its usual level, and where it is no rule of ours (a kind of change, the
/// state of a migration) a sentence on what it is.
Json sarif_rule(const std::string& id, const std::string& level);

}  // namespace plumbline
