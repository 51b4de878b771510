#include "analyzer/declare/yaml_tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "analyzer/declare/utf8.hpp"
#include "analyzer/sql_text/split_statements.hpp"

namespace plumbline {

namespace {

using File = std::shared_ptr<const std::string>;

YamlMark mark_from(const File& file, const YAML::Mark& mark) {
  return {file, mark.line + 1, mark.column + 1};
}

/// A node that is complete, with what it costs when an alias repeats it.
struct Finished {
  YamlNode node;
  std::size_t weight = 1;
  std::size_t height = 1;
};

/// A list or map whose end has not come yet.
struct Open {
  Finished part;
  YAML::anchor_t anchor = 0;
  bool has_key = false;
  YamlEntry entry;                           ///< its key, while has_key
  std::map<std::string, int> lines_of_keys;  ///< the line of each key seen so far
};

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(File file, const YamlLimits& limits) : file_(std::move(file)), limits_(limits) {
    root_.node.mark = {file_, 1, 1};
  }

  YamlNode root() && { return std::move(root_.node); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1) fail_at(mark_from(file_, mark), "a second document; a file holds one");
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    finish({node_at(mark, YamlKind::null)}, anchor);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Finished part{node_at(mark, YamlKind::scalar)};
    // yaml-cpp gives "!" to whatever is in quotes or a block, "?" to a plain scalar.
    part.node.quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
    part.node.text = value;
    part.weight = weight_of(value);
    finish(std::move(part), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const YamlMark here = mark_from(file_, mark);
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) fail_at(here, "an alias inside its own anchor");
    spend(found->second.weight, here);
    Finished copy = found->second;
    copy.node.mark = here;
    attach(std::move(copy));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(node_at(mark, YamlKind::list), anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(node_at(mark, YamlKind::map), anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  YamlNode node_at(const YAML::Mark& mark, YamlKind kind) const {
    YamlNode node;
    node.kind = kind;
    node.mark = mark_from(file_, mark);
    return node;
  }

  /// So that a long text behind many aliases cannot fill the memory either.
  static std::size_t weight_of(const std::string& text) { return 1 + text.size() / 64; }

  void spend(std::size_t weight, const YamlMark& mark) {
    spent_ += weight;
    if (spent_ <= limits_.nodes) return;
    fail_at(mark, "more values than " + std::to_string(limits_.nodes) + ", aliases expanded");
  }

  void check_depth(std::size_t height, const YamlMark& mark) const {
    if (open_.size() + height <= limits_.depth) return;
    fail_at(mark, "nested deeper than " + std::to_string(limits_.depth) + " levels");
  }

  void open(YamlNode node, YAML::anchor_t anchor) {
    check_depth(1, node.mark);
    spend(1, node.mark);
    open_.push_back({{std::move(node)}, anchor, false, {}, {}});
  }

  void close() {
    Open last = std::move(open_.back());
    open_.pop_back();
    keep(last.part, last.anchor);
    attach(std::move(last.part));
  }

  void finish(Finished leaf, YAML::anchor_t anchor) {
    spend(leaf.weight, leaf.node.mark);
    keep(leaf, anchor);
    attach(std::move(leaf));
  }

  void keep(const Finished& part, YAML::anchor_t anchor) {
    if (anchor == YAML::NullAnchor) return;
    spend(part.weight, part.node.mark);
    anchors_[anchor] = part;
  }

  void attach(Finished part) {
    check_depth(part.height, part.node.mark);
    if (open_.empty()) {
      root_ = std::move(part);
      return;
    }
    Open& parent = open_.back();
    parent.part.weight += part.weight;
    parent.part.height = std::max(parent.part.height, part.height + 1);
    if (parent.part.node.kind == YamlKind::list) {
      parent.part.node.items.push_back(std::move(part.node));
    } else if (parent.has_key) {
      parent.entry.value = std::move(part.node);
      parent.part.node.entries.push_back(std::move(parent.entry));
      parent.has_key = false;
    } else {
      take_key(parent, std::move(part.node));
    }
  }

  static void take_key(Open& map, YamlNode key) {
    if (key.kind == YamlKind::null)
      fail_at(key.mark, "a key is empty or null; quote it if it is a name");
    if (key.kind != YamlKind::scalar)
      fail_at(key.mark, "a key is a list or a map; it must be a text");
    // YAML 1.2 has no merge keys; taken for a name they would do silently nothing that was meant.
    if (key.text == "<<" && !key.quoted) fail_at(key.mark, "merge keys (<<) are not supported");
    const auto [seen, is_new] = map.lines_of_keys.emplace(key.text, key.mark.line);
    if (!is_new) {
      fail_at(key.mark,
              "duplicate key \"" + key.text + "\"; first on line " + std::to_string(seen->second));
    }
    map.entry = {std::move(key.text), std::move(key.mark), {}};
    map.has_key = true;
  }

  File file_;
  YamlLimits limits_;
  int documents_ = 0;
  std::size_t spent_ = 0;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Finished> anchors_;
  Finished root_;
};

/// yaml-cpp takes any bytes, ends the file at 0x04 and guesses UTF-16 from a NUL: so what YAML does
/// not allow (https://yaml.org/spec/1.2.2/#51-character-set) is refused before it sees it.
void check_characters(std::string_view text, const File& file) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = decode_utf8(text, at);
    const bool space = code.value == '\t' || code.value == '\n' || code.value == '\r';
    const bool control = code.value < 0x20 && !space && code.length > 0;
    if (code.length == 0 || control) {
      const TextPlace place = place_of(text, at);
      fail_at({file, place.line, place.column},
              control ? "a control character; only an escape in double quotes can hold one"
                      : "not UTF-8");
    }
    at += code.length;
  }
}

}  // namespace

SourcePosition position_of(const YamlMark& mark) {
  return {mark.file ? *mark.file : "", mark.line, mark.column};
}

void fail_at(const YamlMark& mark, const std::string& what) {
  throw Error(Error::Kind::bad_yaml, position_of(mark), what);
}

YamlNode read_yaml_tree(std::string_view text, const std::string& file, const YamlLimits& limits) {
  const File name = std::make_shared<const std::string>(file);
  check_characters(text, name);
  TreeBuilder builder(name, limits);
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& error) {
    fail_at(mark_from(name, error.mark), error.msg);
  }
  return std::move(builder).root();
}

}  // namespace plumbline
