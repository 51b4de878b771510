#include "tools/plumbline/contrast.hpp"

#include <algorithm>
#include <concepts>

#include "tools/plumbline/terminal.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// Two sides that fit on a line together are shown whole.
constexpr std::size_t fits = 100;
/// How much of what both sides share is shown around what differs.
constexpr std::size_t context = 24;

/// From where on `text` is shown, when its first `shared` bytes are those of the other side too.
std::size_t shown_from(std::string_view text, std::size_t shared) {
  if (shared <= context) return 0;
  const std::size_t space = text.find(' ', shared - context);
  if (space != text.npos && space < shared) return space + 1;
  const std::size_t before = text.rfind(' ', shared - 1);
  return before == text.npos ? 0 : before + 1;
}

/// The same for the end: how many bytes of the shared tail are left out.
std::size_t hidden_behind(std::string_view text, std::size_t shared) {
  if (shared <= context) return 0;
  const std::size_t space = text.rfind(' ', text.size() - shared + context);
  return space == text.npos || space < text.size() - shared ? 0 : text.size() - space;
}

std::string part_of(std::string_view text, std::size_t start, std::size_t hidden) {
  std::string part(text.substr(start, text.size() - start - hidden));
  if (start > 0) part.insert(0, "… ");
  if (hidden > 0) part += " …";
  return shortened(part);
}

std::size_t shared_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

/// Counted in what the prefix left.
std::size_t shared_suffix(std::string_view a, std::string_view b, std::size_t prefix) {
  std::size_t length = 0;
  const std::size_t limit = std::min(a.size(), b.size()) - prefix;
  while (length < limit && a[a.size() - 1 - length] == b[b.size() - 1 - length]) ++length;
  return length;
}

template <class Fact>
concept HasTexts = requires(const Fact& fact) {
  { fact.from } -> std::convertible_to<std::string>;
  { fact.to } -> std::convertible_to<std::string>;
};

/// "change-not-null" → "not null": the part of the kind that says what, in words.
std::string words_of(const std::string& kind) {
  std::string words = kind.substr(kind.find('-') + 1);
  std::ranges::replace(words, '-', ' ');
  return words;
}

bool is_whole_object(const Change& change) {
  return std::holds_alternative<AddTable>(change.fact) ||
         std::holds_alternative<DropTable>(change.fact) ||
         std::holds_alternative<ChangeVirtualTable>(change.fact) ||
         std::holds_alternative<ChangeTableOption>(change.fact) ||
         std::holds_alternative<ChangeObject>(change.fact);
}

bool is_rename(const Change& change) {
  return std::holds_alternative<RenameTable>(change.fact) ||
         std::holds_alternative<RenameColumn>(change.fact);
}

/// What stands behind the object, or the column, that a change is of.
std::string attribute_of(const Change& change) {
  if (is_whole_object(change)) return "";
  if (is_rename(change)) return "renamed";
  if (std::holds_alternative<Respell>(change.fact)) return "spelling";
  if (std::holds_alternative<ReorderColumns>(change.fact)) return "order of columns";
  const bool whole_column = std::holds_alternative<AddColumn>(change.fact) ||
                            std::holds_alternative<DropColumn>(change.fact);
  return whole_column ? "" : words_of(kind_of(change));
}

/// The definition begins with the name, which the heading of the line has already said.
std::string without_name(const AddColumn& added) {
  std::string_view definition = added.definition;
  for (const std::string& name : {added.column.quoted(), added.column.text()}) {
    if (!definition.starts_with(name + " ")) continue;
    definition.remove_prefix(name.size() + 1);
    break;
  }
  return shortened(one_line(definition));
}

}  // namespace

std::string contrast(std::string_view from, std::string_view to) {
  const std::string a = one_line(from);
  const std::string b = one_line(to);
  if (a.empty() || b.empty()) return shortened(a + b);
  if (a == b) return "white space";
  if (a.size() + b.size() <= fits) return a + " → " + b;
  const std::size_t prefix = shared_prefix(a, b);
  const std::size_t suffix = shared_suffix(a, b, prefix);
  return part_of(a, shown_from(a, prefix), hidden_behind(a, suffix)) + " → " +
         part_of(b, shown_from(b, prefix), hidden_behind(b, suffix));
}

char mark_of(const Change& change) {
  if (change.severity == ChangeClass::cosmetic) return '=';
  const std::string kind = kind_of(change);
  if (std::holds_alternative<ChangeTableOption>(change.fact)) return '~';
  if (kind.starts_with("add-")) return '+';
  return kind.starts_with("drop-") ? '-' : '~';
}

std::string aspect_of(const Change& change) {
  const ObjectRef object = object_of(change);
  std::string attribute = attribute_of(change);
  if (object.type != ObjectType::column) return attribute;
  const std::string column = "column " + visible(object.name.text());
  return attribute.empty() ? column : column + ": " + attribute;
}

std::string detail_of(const Change& change) {
  if (const auto* const added = std::get_if<AddColumn>(&change.fact)) return without_name(*added);
  return std::visit(
      [&](const auto& fact) {
        using Fact = std::decay_t<decltype(fact)>;
        if constexpr (HasTexts<Fact>) {
          if (!fact.from.empty() && !fact.to.empty()) return contrast(fact.from, fact.to);
        }
        return shortened(one_line(describe(change)));
      },
      change.fact);
}

std::string line_of(const Change& change) {
  const auto* const object = std::get_if<ChangeObject>(&change.fact);
  const bool adds = object != nullptr && object->verb == Verb::add;
  const std::string aspect = adds ? "missing" : aspect_of(change);
  const std::string detail = detail_of(change);
  const std::string line =
      aspect.empty() || detail.empty() ? aspect + detail : aspect + ": " + detail;
  return change.severity == ChangeClass::cosmetic ? "(cosmetic) " + line : line;
}

std::string count_of(const std::vector<Change>& changes) {
  const auto cosmetic = std::ranges::count(changes, ChangeClass::cosmetic, &Change::severity);
  const auto drift = std::ssize(changes) - cosmetic;
  const std::string aside = " (" + std::to_string(cosmetic) + " cosmetic)";
  if (drift == 0) return cosmetic == 0 ? "no differences" : "no differences in meaning" + aside;
  const std::string text = std::to_string(drift) + (drift == 1 ? " difference" : " differences");
  return cosmetic == 0 ? text : text + aside;
}

}  // namespace plumbline
