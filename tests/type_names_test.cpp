// Two types of one name in two headers make two programs out of one: the linker keeps either's
// destructor. It happened once, and crashed far from both.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace plumbline {

namespace {

/// The type that a line of a header defines at its left margin; empty where it defines none.
std::string type_defined_in(const std::string& line) {
  for (const char* word : {"struct ", "class ", "enum class "}) {
    if (!line.starts_with(word) || line.ends_with(';')) continue;
    std::istringstream rest(line.substr(std::string(word).size()));
    std::string name;
    rest >> name;
    return name;
  }
  return "";
}

}  // namespace

TEST_CASE("no two headers define a type of the same name") {
  std::map<std::string, std::string> headers;
  for (const char* folder : {"model", "rules", "analyzer", "tools", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (entry.path().extension() != ".hpp") continue;
      std::ifstream in(entry.path());
      std::string place;  // the namespaces that it is in
      for (std::string line; std::getline(in, line);) {
        if (line.starts_with("namespace ")) place += line;
        const std::string name = type_defined_in(line);
        if (name.empty()) continue;
        const auto [first, fresh] = headers.emplace(place + name, entry.path().string());
        CHECK_MESSAGE(
            fresh, name << " is defined in " << first->second << " and " << entry.path().string());
      }
    }
  }
  CHECK(headers.size() > 100);
}

}  // namespace plumbline
