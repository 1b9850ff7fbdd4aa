#include "cli/offered.h"

#include <array>
#include <string>
#include <utility>

#include "accessdrift/model/change_kind.h"
#include "cli/format_choice.h"
#include "cli/words.h"

namespace accessdrift::cli {
namespace {

using Kind = Offered::Kind;

bool mentions(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

Offered kinds_of_change() {
  Offered offered{Kind::Words, {}};
  for (const ChangeKind kind : {ChangeKind::Lost, ChangeKind::Gained, ChangeKind::Shifted,
                                ChangeKind::Widened, ChangeKind::Narrowed})
    offered.words.emplace_back(to_text(kind));
  return offered;
}

Offered names_of_commands() {
  Offered offered{Kind::Words, {}};
  for (const CommandHelp& help : command_helps()) offered.words.emplace_back(help.name);
  return offered;
}

/// What is meant by a word in capitals, wherever it stands.
Offered offered_for_placeholders(std::string_view text) {
  if (mentions(text, "SIDE") || mentions(text, "REV") || mentions(text, "RANGE"))
    return {Kind::Sides, {}};
  if (mentions(text, "FILE")) return {Kind::Files, {}};
  if (mentions(text, "FOLDER")) return {Kind::Folders, {}};
  if (mentions(text, "CODE")) return {Kind::Codes, {}};
  return {};
}

}  // namespace

Offered offered_for_value(std::string_view command, std::string_view value) {
  if (value == "FORMAT") return {Kind::Words, format_words(formats_of(command))};
  if (value == "WHEN") return {Kind::Words, {"auto", "always", "never"}};
  if (value == "CHOICE") return {Kind::Words, {"warn", "fail", "ignore"}};
  if (value == "LEVEL") return {Kind::Words, {"warning", "note", "none"}};
  if (value == "same") return {Kind::Words, {"same"}};
  if (value == "KIND") return kinds_of_change();
  if (value == "CODE") return {};  // of an exit
  return offered_for_placeholders(value);
}

Offered offered_for_words(const CommandHelp& help) {
  if (help.name == "completion") return {Kind::Words, {"bash", "zsh", "fish"}};
  if (help.name == "man") return names_of_commands();
  return offered_for_placeholders(help.usage);
}

}  // namespace accessdrift::cli
