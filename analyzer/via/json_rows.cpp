#include "analyzer/via/json_rows.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "analyzer/declare/utf8.hpp"

namespace plumbline {

namespace {

using Json = nlohmann::ordered_json;  // columns stay in their order

std::string with_valid_utf8(std::string_view text) {
  std::string valid;
  for (auto bad = first_invalid_utf8(text); bad; bad = first_invalid_utf8(text)) {
    valid.append(text.substr(0, *bad)).append("\xEF\xBF\xBD");
    text.remove_prefix(*bad + 1);
  }
  return valid.append(text);
}

/// How long the array or object at the beginning of `text` is; 0 where it has no end, or is nested
/// deeper than any rows are.
std::size_t length_of_value(std::string_view text) {
  constexpr int most_depth = 32;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > most_depth) return 0;
    } else if ((c == ']' || c == '}') && --depth == 0) {
      return i + 1;
    }
  }
  return 0;
}

/// Every array or object that begins a line. "[WARN] slow" begins with a bracket and is none.
std::vector<Json> values_in(std::string_view text) {
  std::vector<Json> values;
  // Each of them may be read to the end of the text: so many banners nobody prints.
  for (int attempts = 0; !text.empty() && attempts < 1000;) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.starts_with('[') || text.starts_with('{')) {
      const std::size_t length = length_of_value(text);
      Json value = Json::parse(text.substr(0, length), nullptr, false);
      if (length > 0 && !value.is_discarded()) {
        values.push_back(std::move(value));
        text.remove_prefix(length);
        continue;
      }
      ++attempts;
    }
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
  return values;
}

const Json* member(const Json& object, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto found = object.find(name);
    if (found != object.end()) return &*found;
  }
  return nullptr;
}

/// The words of an error, wherever they are: "text", {"message": "text"}, [{"message": "text"}].
std::string words_of(const Json& error) {
  if (error.is_string()) return error.get<std::string>();
  if (error.is_array() && !error.empty()) return words_of(error.front());
  if (!error.is_object()) return error.dump();
  const Json* words = member(error, {"message", "text", "error"});
  return words != nullptr ? words_of(*words) : error.dump();
}

std::string complaint_in(const Json& object) {
  for (const char* name : {"error", "errors"}) {
    const auto found = object.find(name);
    if (found == object.end() || found->is_null() || found->empty()) continue;
    return words_of(*found);
  }
  const auto success = object.find("success");
  const bool failed = success != object.end() && success->is_boolean() && !success->get<bool>();
  return failed ? object.dump() : "";
}

const Json* rows_below(const Json& object) {
  const Json* inner = member(object, {"results", "result", "rows", "response"});
  return inner != nullptr && inner->is_structured() ? inner : nullptr;
}

const Json* columns_of(const Json& object) {
  const Json* columns = member(object, {"columns", "cols"});
  return columns != nullptr && columns->is_array() ? columns : nullptr;
}

/// Whether an object in a list is something around rows, and no row itself.
bool is_envelope(const Json& object) {
  if (columns_of(object) != nullptr || rows_below(object) != nullptr) return true;
  const auto success = object.find("success");
  if (success != object.end() && success->is_boolean()) return true;
  return object.contains("error") && std::ranges::all_of(object.items(), [](const auto& item) {
           return item.key() == "error" || item.key() == "time" || item.key() == "type";
         });
}

std::optional<std::string> text_of(const Json& cell) {
  if (cell.is_null()) return std::nullopt;
  if (cell.is_string()) return cell.get<std::string>();
  if (cell.is_boolean()) return cell.get<bool>() ? "1" : "0";
  const auto value = cell.is_object() ? cell.find("value") : cell.end();
  if (cell.is_object() && cell.contains("type")) {
    return value == cell.end() ? std::nullopt : text_of(*value);
  }
  return cell.dump();
}

class Reader {
 public:
  void read(const Json& value) {
    if (value.is_array()) return read_list(value);
    if (!value.is_object()) return;
    if (!is_envelope(value)) return read_row(value);
    if (printed_.complaint.empty()) printed_.complaint = complaint_in(value);
    if (const Json* columns = columns_of(value)) return read_table(value, *columns);
    const Json* inner = rows_below(value);
    if (inner != nullptr && (inner->is_array() || is_envelope(*inner))) read(*inner);
  }
  PrintedRows done() && { return std::move(printed_); }
  void saw_json() { printed_.is_json = true; }

 private:
  void read_list(const Json& list) {
    for (const Json& element : list) read(element);
  }

  void read_row(const Json& row) {
    Answer& answer = printed_.answer;
    const bool is_first = answer.columns.empty();
    std::vector<std::optional<std::string>> cells(answer.columns.size());
    for (const auto& item : row.items()) {
      if (is_first) {
        answer.columns.push_back(item.key());
        cells.push_back(text_of(item.value()));
        continue;
      }
      const auto column = std::ranges::find(answer.columns, item.key());
      if (column == answer.columns.end()) continue;
      cells[static_cast<std::size_t>(column - answer.columns.begin())] = text_of(item.value());
    }
    answer.rows.push_back(std::move(cells));
  }

  void read_table(const Json& table, const Json& columns) {
    Answer& answer = printed_.answer;
    if (answer.columns.empty()) {
      for (const Json& column : columns) {
        const Json* name = column.is_object() ? member(column, {"name"}) : &column;
        answer.columns.push_back(name == nullptr ? "" : text_of(*name).value_or(""));
      }
    }
    const Json* rows = member(table, {"values", "rows"});
    if (rows == nullptr || !rows->is_array()) return;
    for (const Json& row : *rows) {
      if (!row.is_array()) {
        read(row);
        continue;
      }
      std::vector<std::optional<std::string>> cells;
      for (const Json& cell : row) cells.push_back(text_of(cell));
      cells.resize(answer.columns.size());
      answer.rows.push_back(std::move(cells));
    }
  }

  PrintedRows printed_;
};

}  // namespace

PrintedRows read_printed_rows(std::string_view printed) {
  Reader reader;
  for (const Json& value : values_in(with_valid_utf8(printed))) {
    reader.saw_json();
    reader.read(value);
  }
  return std::move(reader).done();
}

}  // namespace plumbline
