#include "analyzer/sqlite/open_database.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <system_error>

#include "analyzer/sqlite/private_copy.hpp"
#include "analyzer/sqlite/recovery_race.hpp"
#include "analyzer/sqlite/unparsed_objects.hpp"

namespace plumbline {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};
// Byte 18 of the header, the "file format write version", is 2 for WAL:
// https://sqlite.org/fileformat.html#file_format_version_numbers
constexpr std::size_t write_version_offset = 18;
constexpr char wal_version = 2;

Error unreadable(const fs::path& file, const std::string& what) {
  return {Error::Kind::unreadable, {file.string(), 0, 0}, what};
}

/// SQLite keeps -wal and -journal beside the file itself, not beside a link to it.
fs::path behind_links(const fs::path& file, const fs::file_status& status) {
  return fs::is_symlink(status) ? fs::canonical(file) : file;
}

/// The file itself, where it is one that can be a database.
fs::path regular_file(const fs::path& file) {
  std::error_code failure;
  const fs::file_status named = fs::symlink_status(file, failure);
  const fs::file_status status = fs::is_symlink(named) ? fs::status(file, failure) : named;
  if (status.type() == fs::file_type::not_found) throw unreadable(file, "no such file");
  if (failure) throw unreadable(file, failure.message());
  if (fs::is_directory(status)) throw unreadable(file, "is a directory, not a database");
  if (!fs::is_regular_file(status)) throw unreadable(file, "is not a regular file");
  return behind_links(file, named);
}

std::string first_bytes(const fs::path& file) {
  std::array<char, 100> buffer{};
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const ssize_t got = descriptor < 0 ? -1 : read(descriptor, buffer.data(), buffer.size());
  if (descriptor >= 0) close(descriptor);
  if (got < 0) throw unreadable(file, "cannot be read: permission denied?");
  return {buffer.data(), static_cast<std::size_t>(got)};
}

fs::path beside(const fs::path& file, const char* suffix) {
  fs::path result = file;
  result += suffix;
  return result;
}

bool has_bytes(const fs::path& file) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  return !failure && size > 0;
}

bool is_there(const fs::path& file) {
  std::error_code failure;
  return fs::exists(file, failure);
}

/// How a file is opened, and what is asked of it.
struct Opening {
  Unparsed unparsed = Unparsed::refuse;
  Moment moment = Moment::any;
};

/// Reads the schema, so that a lock, a hot journal or damage shows here and not later.
std::optional<SqlFailure> touch(const Connection& connection, const Opening& opening) {
  if (opening.moment == Moment::one) connection.execute("BEGIN");
  return connection.try_execute("SELECT count(*) FROM sqlite_schema");
}

Error explained(const SqlFailure& failure, const fs::path& file) {
  Error error = to_error(failure, {file.string(), 0, 0});
  if ((failure.code & 0xff) == SQLITE_BUSY) {
    return unreadable(file, failure.message + " (a writer holds it; try again when it is done)");
  }
  return error;
}

/// What of the schema cannot be parsed, if that is all that is wrong and it may be left out. Throws
/// the Error otherwise.
std::vector<Problem> left_out_by(const Connection& connection, const SqlFailure& failure,
                                 const fs::path& file, const Opening& opening) {
  std::vector<Problem> left_out;
  if (is_failure_to_load(failure)) left_out = unparsed_objects(connection);
  if (left_out.empty()) throw explained(failure, file);
  if (opening.unparsed == Unparsed::refuse) throw not_loaded(left_out, file.string());
  return left_out;
}

OpenedDatabase touched(OpenedDatabase opened, const fs::path& file, const Opening& opening) {
  if (const auto failure = touch(opened.connection, opening)) {
    opened.left_out = left_out_by(opened.connection, *failure, file, opening);
  }
  return opened;
}

OpenedDatabase open_private_copy(const fs::path& file, const std::string& why,
                                 const Opening& opening) {
  const std::string way = why + ": a private copy was read";
  return touched({private_copy_of(file), way, {way}}, file, opening);
}

OpenedDatabase open_and_touch(const fs::path& file, const std::string& parameters, std::string way,
                              std::vector<std::string> notes, const Opening& opening) {
  return touched({Connection::open_read_only(to_uri(file, parameters), file.string()),
                  std::move(way), std::move(notes)},
                 file, opening);
}

constexpr const char* beside_writers =
    "in place, beside its writers (readonly_shm=1): it is in WAL mode and has its -wal and -shm";
constexpr const char* as_immutable =
    "in place, as a file that nobody writes to (immutable=1): it is in WAL mode and nothing is in "
    "a -wal, and any other way of opening it would make files beside it";
constexpr const char* with_locks =
    "in place, read-only (mode=ro): it is in rollback mode, where that leaves no trace and honours "
    "the lock of a writer";
constexpr const char* from_bytes = "from standard input, in memory";

constexpr const char* without_wal =
    "it is in WAL mode and has no -wal: cleanly closed, or copied without it (then what the -wal "
    "held is missing here)";

bool is_in_wal_mode(const std::string& header) {
  return header.size() > write_version_offset && header[write_version_offset] == wal_version;
}

/// A -wal that is a header and nothing else: a writer has begun its first transaction, or died
/// there. Where it died, SQLite waits ten seconds for whoever may write the -shm, and says "locking
/// protocol": https://sqlite.org/fileformat2.html#walformat
bool is_wal_without_frames(const fs::path& wal) {
  constexpr std::uintmax_t wal_header_bytes = 32;
  std::error_code failure;
  return fs::file_size(wal, failure) == wal_header_bytes && !failure;
}

/// Why a database that fails so when it is read in place is copied, if that helps.
using WhyCopied = std::optional<std::string>(const SqlFailure& failure, const fs::path& file);

/// Plain read-only, which honours the locks of writers and leaves nothing behind: immutable=1 would
/// read the pages of a transaction that is still under way.
OpenedDatabase open_among_writers(const fs::path& file, const char* parameters, const char* way,
                                  WhyCopied why_copied, const Opening& opening) {
  Connection connection = Connection::open_read_only(to_uri(file, parameters), file.string());
  const auto failure = touch(connection, opening);
  if (!failure) return {std::move(connection), way, {}};
  if (const auto why = why_copied(*failure, file)) return open_private_copy(file, *why, opening);
  std::vector<Problem> left_out = left_out_by(connection, *failure, file, opening);
  return {std::move(connection), way, {}, std::move(left_out)};
}

std::optional<std::string> broken_shm(const SqlFailure& failure, const fs::path&) {
  if (!is_recovery_race(failure.code)) return std::nullopt;
  return "its -shm is not whole, and nobody who may write it has mended it in 5 seconds";
}

std::optional<std::string> hot_journal(const SqlFailure& failure, const fs::path& file) {
  const bool hot =
      failure.code == SQLITE_READONLY_ROLLBACK ||
      (has_bytes(beside(file, "-journal")) && (failure.code & 0xff) == SQLITE_CANTOPEN);
  if (!hot) return std::nullopt;
  return "it was left in the middle of a transaction (hot journal)";
}

OpenedDatabase open_wal_database(const fs::path& file, const Opening& opening) {
  const fs::path wal = beside(file, "-wal");
  const bool has_wal = is_there(wal);
  if (is_wal_without_frames(wal)) {
    return open_private_copy(file, "a writer has begun its -wal, and may have died there", opening);
  }
  if (has_wal && is_there(beside(file, "-shm"))) {
    return open_among_writers(file, "mode=ro&readonly_shm=1", beside_writers, broken_shm, opening);
  }
  if (has_bytes(wal)) {
    return open_private_copy(file, "its -wal has no -shm, so reading it in place would make one",
                             opening);
  }
  std::vector<std::string> notes;
  if (!has_wal) notes.emplace_back(without_wal);
  return open_and_touch(file, "mode=ro&immutable=1", as_immutable, std::move(notes), opening);
}

}  // namespace

bool looks_like_database(const std::string& first_bytes) {
  return first_bytes.empty() || first_bytes.starts_with(magic);
}

std::string to_uri(const fs::path& file, const std::string& parameters) {
  static constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  std::string result = "file:";
  for (const char c : fs::absolute(file).string()) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= '0' && byte <= '9') || c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      result += c;
    } else {
      result += '%';
      result += hexadecimal[byte >> 4];
      result += hexadecimal[byte & 15];
    }
  }
  return parameters.empty() ? result : result + "?" + parameters;
}

OpenedDatabase open_database(const fs::path& file, Unparsed unparsed, Moment moment) {
  const fs::path real = regular_file(file);
  const std::string header = first_bytes(real);
  if (!looks_like_database(header)) {
    throw Error(Error::Kind::not_a_database, {file.string(), 0, 0},
                "file is not a database, or it is encrypted");
  }
  return is_in_wal_mode(header)
             ? open_wal_database(real, {unparsed, moment})
             : open_among_writers(real, "mode=ro", with_locks, hot_journal, {unparsed, moment});
}

OpenedDatabase open_database_bytes(const std::string& bytes, const std::string& name,
                                   Unparsed unparsed) {
  OpenedDatabase opened =
      touched({private_copy_of(bytes, name), from_bytes, {}}, name, {unparsed, Moment::any});
  if (is_in_wal_mode(bytes)) opened.notes.emplace_back(without_wal);
  return opened;
}

}  // namespace plumbline
