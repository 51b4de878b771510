#pragma once
// The text of a migration in pieces, so that statements can be changed, taken out and put in while
// comments and all else stay as they are, byte for byte.
#include <string>
#include <vector>

#include "model/migration.hpp"

namespace plumbline {

struct TextPiece {
  std::string sql;     ///< one statement as the file has it; several where it was replaced
  std::string behind;  ///< from its end to the next: semicolon, comments, line ends
  bool ours = false;   ///< not of the file
};

struct MigrationText {
  std::string head;  ///< what stands before the first statement
  std::vector<TextPiece> pieces;
};

/// `file` is the text of the migration's file. Where its statements are not found in it, because
/// placeholders were filled or it is no SQL, the text is made from the statements alone.
MigrationText pieces_of(const Migration& migration, const std::string& file);

/// The whole text.
std::string joined(const MigrationText& text);
/// The migration with the statements of `text` in the place of its own.
Migration with_text(const Migration& migration, const MigrationText& text);

/// Puts a statement before or behind a piece, on a line of its own.
void put_before(MigrationText& text, std::size_t piece, const std::string& sql);
void put_behind(MigrationText& text, std::size_t piece, const std::string& sql);
void take_out(MigrationText& text, std::size_t piece);

}  // namespace plumbline
