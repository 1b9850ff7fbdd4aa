#include "cli/question.h"

#include <fmt/format.h>

#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::cli {
namespace {

Diagnostic warning(std::string code, std::string message, std::string help) {
  Diagnostic made = error_without_place(std::move(code), std::move(message), std::move(help));
  made.severity = Severity::Warning;
  return made;
}

}  // namespace

Result<Question> open_question(Loader& loader, const std::optional<std::string>& word, Instant from,
                               std::optional<TokenHolder> token_holder) {
  Result<OneSide> side = load_one_side(loader, word, std::move(token_holder));
  if (!side) return failure(std::move(side.error()));
  Inquiry inquiry = inquire(side->loaded.snapshot, from);
  return Question{std::move(*side), std::move(inquiry)};
}

namespace {

std::string signed_out_has(const AskedIdentity& asked) {
  return asked.names_are_claimed ? "what `anonymous` has without claiming a name"
                                 : "what `anonymous` has";
}

}  // namespace

Diagnostics identity_warnings(std::string_view who, const AskedIdentity& asked) {
  if (!asked.is_listed) {
    const std::string help = asked.suggestion.empty()
                                 ? std::string()
                                 : fmt::format("did you mean `{}`?", asked.suggestion);
    const std::string what =
        asked.id.empty() ? "not listed, so this is " + signed_out_has(asked)
                         : fmt::format("mentioned nowhere, so this is what `{}` has", asked.id);
    return {warning("not-listed", fmt::format("`{}` is {}", shortened(who), what), help)};
  }
  if (asked.is_active) return {};
  return {warning(
      "not-active",
      fmt::format("`{}` cannot sign in, so this is {}", shortened(who), signed_out_has(asked)),
      {})};
}

Diagnostics target_warnings(const AskedTarget& asked, const Snapshot& snapshot) {
  if (!asked.by_url || !asked.target.resource.is_none()) return {};
  return {warning("url-denied", why_denied(snapshot, asked.routed, asked.by_url->method), {})};
}

}  // namespace accessdrift::cli
