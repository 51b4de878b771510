#pragma once
// Findings that a team has decided to live with until a day, and why.
#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"

namespace plumbline {

using Date = std::chrono::year_month_day;

/// "2027-03-31"; nothing where it is no day of the calendar.
std::optional<Date> date_named(const std::string& text);
std::string to_string(const Date& date);

/// The day of SOURCE_DATE_EPOCH where `seconds_since_epoch` is its value, in UTC:
/// https://reproducible-builds.org/docs/source-date-epoch/. Throws Error(unsupported) where that is
/// no number.
Date date_of_epoch(const std::string& seconds_since_epoch);

struct BaselineEntry {
  std::string rule;
  std::string object;   ///< as full_name_of() has it; empty: any
  std::string file;     ///< as findings name it; empty: any
  std::string message;  ///< empty: any, and the entry covers more than one finding
  std::string reason;
  Date expires;  ///< the last day on which it counts
  int line = 0;
};

struct Baseline {
  std::string file;
  std::vector<BaselineEntry> entries;
};

/// `file` is what messages call it and what paths in it start from. Throws Error(bad_yaml) with
/// line and column, also for an entry without a reason or a day.
Baseline read_baseline(std::string_view yaml, const std::string& file);

/// Whether the entry speaks of this finding, whichever day it is. Numbers of rows and lines may
/// differ. `here` is what relative paths of both start from.
bool speaks_of(const BaselineEntry& entry, const Finding& finding,
               const std::filesystem::path& here);

/// The findings as a baseline for `folder`, reasons and days left for a person to fill in.
std::string write_baseline(const std::vector<Finding>& findings,
                           const std::filesystem::path& folder, const std::filesystem::path& here);

}  // namespace plumbline
