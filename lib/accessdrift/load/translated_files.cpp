#include "accessdrift/load/translated_files.h"

#include <algorithm>
#include <utility>

#include "accessdrift/format/registry.h"
#include "accessdrift/format/terraform/terraform.h"

namespace accessdrift {
namespace {

constexpr std::size_t kKeptTranslations = 16;

Diagnostic not_a_plan(const Document& document) {
  Diagnostic problem;
  problem.code = "not-a-plan";
  problem.message = "this is a state, not a plan of changes";
  problem.span = {document.text.get(), {0, 0}};
  problem.label = "--plan takes what terraform show -json prints of a saved plan";
  problem.help = "two states are two sides: accessdrift diff BEFORE.json AFTER.json";
  return problem;
}

}  // namespace

const TranslatedFiles::Made& TranslatedFiles::of(const std::shared_ptr<ReadFile>& source,
                                                 Moment moment, bool must_be_plan) {
  const auto known = std::ranges::find_if(recent_, [&](const Made& one) {
    return one.source == source && one.moment == moment && one.must_be_plan == must_be_plan;
  });
  if (known != recent_.end()) return *known;
  Made made{source, moment, must_be_plan, {}, {}};
  const NodeView root(*source->document);
  Translated translated = source->format->translate(*source->document, moment, made.problems);
  texts_.push_back(translated.text);
  for (Translation& one : translated.all) {
    auto file = std::make_shared<ReadFile>();
    file->state = ReadFile::State::IsOfSource;
    file->text = one.document.text;
    file->format = find_format(one.format);
    file->document = std::make_shared<const Document>(std::move(one.document));
    file->is_translated = true;
    file->moment = moment;
    made.files.push_back(std::move(file));
  }
  if (must_be_plan && terraform::recognizes(root) && !terraform::is_plan(root))
    made.problems.push_back(not_a_plan(*source->document));
  if (recent_.size() == kKeptTranslations) recent_.erase(recent_.begin());
  return recent_.emplace_back(std::move(made));
}

}  // namespace accessdrift
