// An application that looks at its own database before it touches it.
#include <iostream>
#include <plumbline/plumbline.hpp>

namespace {

/// Whatever the application is for.
int serve(const std::string& database) {
  std::cout << "serving " << database << "\n";
  return 0;
}

int migrate_and_serve(const std::string& database, const plumbline::SelfCheck& check) {
  for (const std::string& migration : check.pending)
    std::cout << "to migrate: " << migration << "\n";
  return serve(database);
}

int start(const std::string& database) {
  const plumbline::SelfCheck check = plumbline::check_itself(
      {.database = database, .schema = "schema.sql", .migrations = "migrations"});
  if (check.verdict == plumbline::SelfCheckVerdict::no_database) {
    std::cout << "making " << database << "\n";
    return serve(database);
  }
  if (check.is_safe()) return migrate_and_serve(database, check);
  std::cerr << check.text << "not started: " << to_string(check.verdict) << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return start(argc > 1 ? argv[1] : "app.db");
  } catch (const plumbline::Error& error) {
    std::cerr << "not started: " << error.what() << "\n";
    return 1;
  }
}
