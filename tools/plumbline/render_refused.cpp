#include <set>

#include "tools/plumbline/renderers.hpp"
#include "tools/plumbline/words.hpp"

namespace plumbline {

namespace {

/// The remedy, and the flag that would lift the refusal unless the remedy says it already.
std::string remedy_of(const Refusal& refusal) {
  if (!refusal.allow) return refusal.remedy;
  const std::string flag = "--allow " + to_string(refusal.allow->hazard);
  if (refusal.remedy.find(flag) != std::string::npos) return refusal.remedy;
  return refusal.remedy.empty() ? flag : refusal.remedy + "; or " + flag;
}

void append_refusal(std::string& out, const Refusal& refusal, const Style& style) {
  ((out += style.error) += "refused: ") += style.end;
  append_visible(out, about(refusal.object) + refusal.reason);
  out += '\n';
  const std::string remedy = remedy_of(refusal);
  if (remedy.empty()) return;
  append_visible(out += "  → ", remedy);
  out += '\n';
}

}  // namespace

std::string render_refused(const Refused& refused, const Style& style) {
  std::string out;
  std::set<Hazard> hazards;
  bool all_can_be_allowed = true;
  for (const Refusal& refusal : refused.refusals) {
    append_refusal(out, refusal, style);
    if (refusal.allow) {
      hazards.insert(refusal.allow->hazard);
    } else {
      all_can_be_allowed = false;
    }
  }
  std::string flag;
  for (const Hazard hazard : hazards) flag += (flag.empty() ? "--allow " : ",") + to_string(hazard);
  if (flag.empty()) return out;
  return out + (all_can_be_allowed ? "allowing all of it: " : "allowing what can be allowed: ") +
         flag + "\n";
}

}  // namespace plumbline
