#pragma once
// YAML text as a tree that knows the place of everything, keeps the order of maps and refuses what
// yaml-cpp's own Node lets through: duplicate keys, a second document, aliases that explode.
// Tags are ignored (https://yaml.org/spec/1.2.2/#24-tags): what a value means is the reader's to
// say.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.hpp"

namespace plumbline {

/// A place in a YAML file, 1-based. Cheap to copy: every node has one.
struct YamlMark {
  std::shared_ptr<const std::string> file;
  int line = 0;
  int column = 0;
};
SourcePosition position_of(const YamlMark& mark);
[[noreturn]] void fail_at(const YamlMark& mark, const std::string& what);

enum class YamlKind { null, scalar, list, map };

struct YamlEntry;

struct YamlNode {
  YamlKind kind = YamlKind::null;
  bool quoted = false;  ///< a scalar in quotes or a block: a text whatever it looks like
  YamlMark mark;
  std::string text;                ///< of a scalar
  std::vector<YamlNode> items;     ///< of a list
  std::vector<YamlEntry> entries;  ///< of a map, in the order of the file
};

struct YamlEntry {
  std::string key;
  YamlMark mark;  ///< of the key
  YamlNode value;
};

struct YamlLimits {
  std::size_t nodes = 2'000'000;  ///< after the expansion of aliases; long texts count for more
  std::size_t depth = 64;
};

/// The one document of `text`; an empty file is a null. Throws Error(bad_yaml) with the place.
YamlNode read_yaml_tree(std::string_view text, const std::string& file,
                        const YamlLimits& limits = {});

}  // namespace plumbline
