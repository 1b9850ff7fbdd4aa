#include "accessdrift/format/okta/labels.h"

#include <array>

#include "accessdrift/base/text.h"
#include "accessdrift/format/group_lists.h"

namespace accessdrift::okta {
namespace {

/// Labels that say what is in a list, not whose it is.
constexpr std::array<std::string_view, 11> kWords = {
    "users", "members",     "groups",        "apps",      "applications", "rules",
    "okta",  "group_users", "group_members", "app_users", "app_groups"};

bool is_word(std::string_view label) {
  return std::ranges::find(kWords, word_of(label)) != kWords.end();
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string word_of(std::string_view label) {
  const std::size_t last = label.find_last_not_of("0123456789-_. ");
  return fold_ascii(label.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

std::vector<Label> labels_of(const List& list) {
  std::vector<Label> labels;
  for (const std::string_view key : list.keys) labels.push_back({key, !is_word(key)});
  const std::vector<std::string_view> names = source::names_on(list.file->document.text->path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_of_a_kind = i + 1 < names.size() && is_word(names[i + 1]);
    labels.push_back({names[i], !is_word(names[i]) && (i == 0 || is_of_a_kind)});
  }
  return labels;
}

bool is_under(const List& list, std::string_view word) {
  return std::ranges::any_of(labels_of(list), [&](const Label& label) {
    const std::string said = word_of(label.text);
    return said == word || said.ends_with("_" + std::string(word));
  });
}

std::vector<std::string_view> ids_in(std::string_view label) {
  std::vector<std::string_view> ids;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= label.size(); ++at) {
    if (at < label.size() && is_alphanumeric(label[at])) continue;
    if (at > begin) ids.push_back(label.substr(begin, at - begin));
    begin = at + 1;
  }
  return ids;
}

}  // namespace accessdrift::okta
