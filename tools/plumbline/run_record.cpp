#include "tools/plumbline/run_record.hpp"

#include "analyzer/history/recorded/record.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/terminal.hpp"

namespace plumbline {

int run_record(const Command& command) {
  const Recorded recorded = record_history(
      {command.scratch, command.output, command.program, command.log}, command.options);
  for (const std::string& note : recorded.notes) write_error("note: " + visible(note) + "\n");
  write_error("recorded " + std::to_string(recorded.migrations) +
              (recorded.migrations == 1 ? " migration" : " migrations") + " into " +
              visible(command.output) + "\n");
  return exit_code::nothing_to_report;
}

}  // namespace plumbline
