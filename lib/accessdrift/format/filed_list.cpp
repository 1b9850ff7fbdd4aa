#include "accessdrift/format/filed_list.h"

#include <algorithm>
#include <array>

#include "accessdrift/base/text.h"

namespace accessdrift::source {
namespace {

/// Labels that say what is in a list, or whose system it is, not of what it is.
constexpr std::array<std::string_view, 22> kWords = {"users",
                                                     "members",
                                                     "transitivemembers",
                                                     "groups",
                                                     "apps",
                                                     "applications",
                                                     "rules",
                                                     "roles",
                                                     "policies",
                                                     "group_users",
                                                     "group_members",
                                                     "groupmembers",
                                                     "app_users",
                                                     "app_groups",
                                                     "serviceprincipals",
                                                     "service_principals",
                                                     "approleassignedto",
                                                     "approleassignments",
                                                     "directoryroles",
                                                     "value",
                                                     "okta",
                                                     "entra"};
constexpr std::size_t kUuidSize = 36;

bool is_word(std::string_view label) {
  return std::ranges::find(kWords, word_of(label)) != kWords.end();
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// `8-4-4-4-12`.
bool is_uuid(std::string_view text) {
  if (text.size() != kUuidSize) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (is_dash ? text[at] != '-' : !is_alphanumeric(text[at])) return false;
  }
  return true;
}

}  // namespace

std::string word_of(std::string_view label) {
  const std::size_t last = label.find_last_not_of("0123456789-_. ");
  return fold_ascii(label.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

std::vector<Label> labels_of(const FiledList& list) {
  std::vector<Label> labels;
  labels.reserve(list.keys.size());
  for (const std::string_view key : list.keys) labels.push_back({key, !is_word(key)});
  const std::vector<std::string_view> names = names_on(list.file->document.text->path());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_of_a_kind = i + 1 < names.size() && is_word(names[i + 1]);
    labels.push_back({names[i], !is_word(names[i]) && (i == 0 || is_of_a_kind)});
  }
  return labels;
}

bool is_under(const FiledList& list, std::string_view word) {
  return std::ranges::any_of(labels_of(list), [&](const Label& label) {
    const std::string said = word_of(label.text);
    return said == word || said.ends_with("_" + std::string(word));
  });
}

std::vector<std::string_view> ids_in(std::string_view label) {
  std::vector<std::string_view> ids;
  for (std::size_t at = 0; at + kUuidSize <= label.size(); ++at) {
    if (is_uuid(label.substr(at, kUuidSize))) ids.push_back(label.substr(at, kUuidSize));
  }
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= label.size(); ++at) {
    if (at < label.size() && is_alphanumeric(label[at])) continue;
    if (at > begin) ids.push_back(label.substr(begin, at - begin));
    begin = at + 1;
  }
  return ids;
}

std::vector<std::string_view> names_on(std::string_view path) {
  constexpr std::string_view kJson = ".json";
  if (path.ends_with(kJson)) path.remove_suffix(kJson.size());
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const bool is_last = slash == std::string_view::npos;
    names.push_back(path.substr(is_last ? 0 : slash + 1));
    path = path.substr(0, is_last ? 0 : slash);
  }
  return names;
}

}  // namespace accessdrift::source
