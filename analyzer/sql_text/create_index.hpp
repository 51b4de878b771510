#pragma once
// What only the text of CREATE INDEX shows: its expressions and its WHERE.
// https://sqlite.org/lang_createindex.html
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumbline {

struct IndexPartText {
  std::string text;       ///< the column or expression as written, without COLLATE, ASC and DESC
  std::string collation;  ///< as written behind COLLATE; empty where none is
  bool descending = false;
};

struct CreateIndexText {
  bool unique = false;
  std::vector<IndexPartText> parts;
  std::optional<std::string> where;  ///< without the word WHERE
};

/// Nothing where the text is not understood.
std::optional<CreateIndexText> read_create_index(std::string_view sql);

}  // namespace plumbline
