#include <exception>
#include <string>
#include <vector>

#include "analyzer/sqlite/limits.hpp"
#include "tools/plumbline/command_line.hpp"
#include "tools/plumbline/output.hpp"
#include "tools/plumbline/run.hpp"
#include "tools/plumbline/settings.hpp"
#include "tools/plumbline/today.hpp"

namespace {

using namespace plumbline;

int answer(const Reply& reply) {
  if (reply.exit_code == exit_code::nothing_to_report) {
    write_output("", reply.text);
  } else {
    write_error(reply.text);
  }
  return reply.exit_code;
}

int carry_out(const Command& words) {
  Command command = words;
  try {
    command = with_file_of_settings(words);
    if (const auto reply = missing_words(command)) return answer(*reply);
    return run(command, command.baseline.empty() ? Date() : today());
  } catch (const Error& error) {
    return report_error(command, error);
  } catch (const std::exception& error) {
    return report_error(command, Error(Error::Kind::failed, {}, error.what()));
  }
}

}  // namespace

int main(int argc, char** argv) {
  try {
    hold_standard_streams();
    limit_memory();
    const auto parsed = parse_command_line(std::vector<std::string>(argv + 1, argv + argc));
    const auto* const reply = std::get_if<Reply>(&parsed);
    return reply != nullptr ? answer(*reply) : carry_out(std::get<Command>(parsed));
  } catch (const std::exception& error) {
    write_error(std::string("plumbline: ") + error.what() + "\n");
    return exit_code::no_answer;
  }
}
