#include "tests/laid_out_migrations.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "analyzer/history/files/read_migrations.hpp"
#include "model/error.hpp"

namespace plumbline {

namespace fs = std::filesystem;

Migrations read_laid_out(const std::string& runner, const MigrationTexts& files,
                         const Options& options) {
  fs::remove_all("m");
  fs::create_directory("m");
  for (const auto& [name, text] : files) {
    fs::create_directories((fs::path("m") / name).parent_path());
    std::ofstream(fs::path("m") / name, std::ios::binary) << text;
  }
  return read_migrations("m", runner.empty() ? nullptr : runners_named(runner).front(), options);
}

MigrationTexts tables(const Names& names) {
  MigrationTexts files;
  for (const std::string& name : names) {
    files.emplace_back(name, "CREATE TABLE t" + std::to_string(files.size()) + "(x);\n");
  }
  return files;
}

Names ids(const Migrations& migrations) {
  Names names;
  for (const Migration& migration : migrations.list) names.push_back(migration.id);
  return names;
}

Names keys(const Migrations& migrations) {
  Names names;
  for (const Migration& migration : migrations.list) names.push_back(migration.key);
  return names;
}

Names shown(const std::vector<MigrationStatement>& statements) {
  Names lines;
  for (const MigrationStatement& statement : statements) {
    lines.push_back(std::to_string(statement.line) + ":" + std::to_string(statement.column) + " " +
                    statement.sql);
  }
  return lines;
}

Names findings(const Migrations& migrations) {
  Names lines;
  for (const Finding& finding : migrations.findings) {
    const std::string line = finding.line > 0 ? ":" + std::to_string(finding.line) : "";
    lines.push_back(to_string(finding.severity) + " " + finding.rule + " " + finding.file + line);
    CHECK(finding.message != "");
    CHECK((finding.remedy != "" || finding.severity == Severity::note));
  }
  return lines;
}

std::string complaint_of_reading(const std::string& runner, const MigrationTexts& files) {
  try {
    read_laid_out(runner, files);
  } catch (const Error& error) {
    return to_string(error.kind()) + " " + error.what();
  }
  return "";
}

}  // namespace plumbline
