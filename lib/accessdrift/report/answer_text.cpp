#include "accessdrift/report/answer_text.h"

#include <algorithm>

namespace accessdrift {

Vocabulary vocabulary_of(const Snapshot& snapshot) {
  Vocabulary vocabulary;
  for (const auto& network : snapshot.networks) {
    const auto found = snapshot.prefixes.find(network->name);
    if (found != snapshot.prefixes.end()) vocabulary.networks.push_back({std::string(snapshot.text(network->name)), found->second});
  }
  std::ranges::sort(vocabulary.networks, {}, &Vocabulary::Network::name);
  return vocabulary;
}

const AnswerText& AnswerTexts::of(Region region) {
  const auto [at, is_new] = known_.try_emplace(region);
  if (!is_new) return at->second;
  universe_.diagrams().start_target();
  AnswerText& answer = at->second;
  answer.kind = region == Diagrams::never()   ? AnswerText::Kind::Never
                : region == universe_.care() ? AnswerText::Kind::Always
                                              : AnswerText::Kind::When;
  answer.text = describe(universe_, region, vocabulary_);
  answer.full = full_text(universe_, region, vocabulary_);
  answer.terms = cover(universe_, region, vocabulary_);
  return answer;
}

AnswerText unknown_answer() {
  AnswerText answer;
  answer.kind = AnswerText::Kind::Unknown;
  answer.text = answer.full = "unknown(limit)";
  return answer;
}

}  // namespace accessdrift
