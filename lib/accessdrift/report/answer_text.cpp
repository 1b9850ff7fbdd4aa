#include "accessdrift/report/answer_text.h"

#include <algorithm>

#include "accessdrift/region/filled.h"
#include "accessdrift/region/ip_cells.h"

namespace accessdrift {
namespace {

/// Null if there is no such network.
const std::vector<IpPrefix>* prefixes_of(const Snapshot& snapshot, std::string_view network) {
  const auto found = snapshot.prefixes.find(snapshot.names->find(network));
  return found == snapshot.prefixes.end() ? nullptr : &found->second;
}

/// However they are written.
bool are_same_addresses(const std::vector<IpPrefix>& a, const std::vector<IpPrefix>& b) {
  return a == b || ranges_of(a) == ranges_of(b);
}

/// Null if there is no such window.
const Window* window_of(const Snapshot& snapshot, const std::string& name) {
  const auto found = snapshot.window_by_name.find(name);
  return found == snapshot.window_by_name.end() ? nullptr : &found->second;
}

}  // namespace

Vocabulary vocabulary_of(const Snapshot& snapshot, const Snapshot* other) {
  Vocabulary vocabulary;
  for (const auto& network : snapshot.networks) {
    if (network->is_spelled_out) continue;
    const std::string name(snapshot.text(network->name));
    const std::vector<IpPrefix>* const prefixes = prefixes_of(snapshot, name);
    const std::vector<IpPrefix>* const elsewhere = other ? prefixes_of(*other, name) : nullptr;
    const bool means_one_thing =
        prefixes != nullptr && (elsewhere == nullptr || are_same_addresses(*elsewhere, *prefixes));
    if (means_one_thing) vocabulary.networks.push_back({name, *prefixes});
  }
  std::ranges::sort(vocabulary.networks, {}, &Vocabulary::Network::name);
  for (const auto& [name, window] : snapshot.window_by_name) {
    const Window* const elsewhere = other ? window_of(*other, name) : nullptr;
    const bool means_one_thing = elsewhere == nullptr || *elsewhere == window;
    vocabulary.windows.push_back({means_one_thing ? name : std::string(), window});
  }
  return vocabulary;
}

const AnswerText& AnswerTexts::of(Region region, Region care) {
  const auto [at, is_new] = known_.try_emplace({region, care});
  if (!is_new) return at->second;
  if (care == universe_.care()) return at->second = told(region, region);
  universe_.diagrams().start_target();
  const Region shown = filled(universe_, region, care);
  return at->second = told(region, universe_.diagrams().is_exhausted() ? region : shown);
}

AnswerText AnswerTexts::told(Region region, Region shown) {
  universe_.diagrams().start_target();
  AnswerText answer;
  answer.kind = shown == Diagrams::never()  ? AnswerText::Kind::Never
                : shown == universe_.care() ? AnswerText::Kind::Always
                                            : AnswerText::Kind::When;
  if (answer.kind != AnswerText::Kind::When) region = shown;
  FirstTerms ways = first_terms(universe_, shown, vocabulary_, bound_);
  answer.text = describe(universe_, shown, ways, vocabulary_);
  FirstTerms others;
  if (region != shown) others = first_terms(universe_, region, vocabulary_, bound_);
  const FirstTerms& exactly = region == shown ? ways : others;
  if (ways.more + exactly.more != 0) answer.digest = region_digest(universe_, region);
  answer.full = full_text(universe_, region, exactly, answer.digest, vocabulary_);
  answer.more = ways.more;
  answer.terms = std::move(ways.terms);
  return answer;
}

AnswerText unknown_answer() {
  AnswerText answer;
  answer.kind = AnswerText::Kind::Unknown;
  answer.text = answer.full = "unknown(limit)";
  return answer;
}

}  // namespace accessdrift
