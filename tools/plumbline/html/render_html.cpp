#include "tools/plumbline/html/render_html.hpp"

#include <span>

#include "analyzer/digest.hpp"
#include "model/error.hpp"
#include "tools/plumbline/html/page_files.hpp"
#include "tools/plumbline/html/page_sections.hpp"
#include "tools/plumbline/version.hpp"

namespace plumbline {

namespace {

std::string page_file(std::string_view name) {
  for (const PageFile& file : std::span(page_files, page_file_count)) {
    if (file.name == name) return file.text;
  }
  return "";
}

int hex_value(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

/// https://www.rfc-editor.org/rfc/rfc4648#section-4, of bytes in hexadecimal.
std::string base64_of_hex(const std::string& hex) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char digit : hex) {
    bits = bits << 4 | static_cast<unsigned>(hex_value(digit));
    for (count += 4; count >= 6; count -= 6) out += letters[(bits >> (count - 6)) & 63];
  }
  if (count > 0) out += letters[(bits << (6 - count)) & 63];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

/// The one style sheet and the one script are allowed by what they are, so that nothing else is,
/// whatever got onto the page: https://www.w3.org/TR/CSP3/#grammardef-hash-source
std::string security_policy(const std::string& style, const std::string& script) {
  const auto hash = [](const std::string& text) {
    return "'sha256-" + base64_of_hex(digest_hex(DigestKind::sha256, text)) + "'";
  };
  return "default-src 'none'; style-src " + hash(style) + "; script-src " + hash(script) +
         "; img-src data:; base-uri 'none'; form-action 'none'";
}

const char* verb_of(PageKind kind) {
  switch (kind) {
    case PageKind::audit:
      return "audit";
    case PageKind::lint:
      return "lint";
    case PageKind::check:
      break;
  }
  return "check";
}

PageData page_data(const Report& report, const std::vector<NextStep>& steps,
                   const Drawing& drawing) {
  const std::string style = page_file("page.css");
  const std::string script = page_file("page.js");
  const std::string& subject = report.database.path.empty() ? report.from : report.database.path;
  PageData page = fields({{"policy", PageData(security_policy(style, script))},
                          {"style", PageData(style)},
                          {"script", PageData(script)},
                          {"verb", text_data(verb_of(kind_of_page(report)))},
                          {"version", text_data(program_version)},
                          {"subject", text_data(subject)},
                          {"verdict", verdict_section(report)},
                          {"facts", facts_section(report)},
                          {"next", steps_section(steps)},
                          {"found", findings_section(report)},
                          {"timeline", migrations_section(report)},
                          {"forecast", forecast_section(report)},
                          {"checks", checks_section(report)},
                          {"since", since_section(report)},
                          {"differences", changes_section(report)},
                          {"picture", schema_section(report, drawing)},
                          {"dependencies", dependencies_section(report)},
                          {"decided", accepted_section(report)},
                          {"remarks", notes_section(report)}});
  constexpr std::string_view ending = ".mustache";
  for (const PageFile& file : std::span(page_files, page_file_count)) {
    const std::string_view name = file.name;
    if (!name.ends_with(ending)) continue;
    page[std::string(name.substr(0, name.size() - ending.size())) + "_part"] = PageData(file.text);
  }
  return page;
}

}  // namespace

std::string render_html(const Report& report, const std::vector<NextStep>& steps,
                        const Drawing& drawing) {
  kainjow::mustache::mustache page(page_file("page.mustache"));
  std::string text = page.render(page_data(report, steps, drawing));
  if (!page.is_valid()) throw Error(Error::Kind::failed, {}, page.error_message());
  return text;
}

std::string render_html(const Report& report, const std::vector<NextStep>& steps) {
  return render_html(report, steps, drawing_of(report));
}

}  // namespace plumbline
