#pragma once
// A database behind a shell command: SQL goes in as the command's last word, JSON comes out.
#include <optional>
#include <string>

#include "analyzer/answer.hpp"
#include "analyzer/via/ask_shell.hpp"
#include "model/deadline.hpp"

namespace plumbline {

class Remote {
 public:
  Remote(std::string command, std::optional<Deadline> deadline);

  /// The command, shortened: what messages call the database.
  const std::string& name() const { return name_; }
  const std::optional<Deadline>& deadline() const { return deadline_; }

  /// What one SELECT or PRAGMA that only reads answers. A command such as `ssh host sqlite3 …` has
  /// its words taken apart by another shell; how often SQL must be quoted for it is found out
  /// before the first question, with one that does no harm unquoted. Throws Error(failed) with what
  /// the command or its JSON says, Error(unsupported) where it cannot be given SQL as it is, and
  /// what ask_shell throws.
  /// Values are as its JSON shows them, which is not always what is stored: commands written in
  /// JavaScript round integers beyond 2^53, and print NULL as a text or a BLOB as a list. So ask
  /// for CAST(rowid AS TEXT), quote(value) and coalesce(), and give each column a name of its own.
  /// No rows may come without columns.
  Answer ask(const std::string& sql);

 private:
  Answer ask_quoted(const std::string& sql, int levels) const;
  bool answers_probe(int levels, std::string& said) const;
  void find_levels();
  void prove(const std::string& sql);

  std::string command_, name_;
  std::optional<Deadline> deadline_;
  std::optional<int> levels_;  ///< of quoting, once it is known
  bool proven_ = false;        ///< for what shells expand even between double quotes
};

/// `text` as one word of a shell.
std::string quoted_for_a_shell(const std::string& text);

}  // namespace plumbline
