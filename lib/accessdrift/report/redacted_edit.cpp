#include "accessdrift/report/redacted_edit.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "accessdrift/drift/edit_text.h"
#include "accessdrift/model/schema.h"

namespace accessdrift {
namespace {

bool is_one_of(const auto& all, std::string_view word) {
  return std::ranges::find(all, word) != all.end();
}

/// Lists of users, beside what has a prefix.
constexpr std::array<std::string_view, 4> kListsOfPeople{"who", "members", "users", "aliases"};

/// Fields whose values are words of the configuration language, or times and positions.
constexpr std::array<std::string_view, 13> kFieldsOfWords{
    "status", "effect", "combine", "on_error",      "open",     "type",        "required",
    "world",  "until",  "actions", "members.until", "policies", "implications"};

bool is_everybody(std::string_view mention) {
  constexpr std::array<std::string_view, 3> kWords{"authenticated", "anonymous", "anyone"};
  return is_one_of(kWords, mention);
}

bool has_prefix(std::string_view mention) {
  constexpr std::array<std::string_view, 4> kPrefixes{kGroupPrefix, kDomainPrefix, kClientPrefix,
                                                      "set:"};
  return std::ranges::any_of(kPrefixes,
                             [&](std::string_view prefix) { return mention.starts_with(prefix); });
}

class EditRedactor {
 public:
  EditRedactor(const FactKey& key, bool hides_all, Pseudonyms& names)
      : key_(key), hides_all_(hides_all), names_(names) {}

  [[nodiscard]] std::string id() const {
    const std::string hidden = names_.in(key_.id);
    const bool is_person =
        key_.thing == Thing::User || (key_.thing == Thing::Rename && !has_prefix(key_.id));
    return is_person && hidden == key_.id ? names_.of(HiddenKind::User, key_.id) : hidden;
  }

  [[nodiscard]] std::string item() const {
    if (hides_all_ && key_.field == "url") return names_.of(HiddenKind::Url, key_.item);
    if (key_.item.empty() || key_.field == "methods" || key_.field == "attributes")
      return names_.in(key_.item);
    std::string hidden = names_.in(key_.item);
    if (hidden != key_.item || is_everybody(key_.item)) return hidden;
    if (is_person() && !has_prefix(key_.item)) return names_.of(HiddenKind::User, key_.item);
    const bool is_word = !hides_all_ || is_one_of(kFieldsOfWords, key_.field);
    return is_word ? hidden : names_.of(HiddenKind::Text, key_.item);
  }

  [[nodiscard]] std::optional<Edit::Side> side(const std::optional<Edit::Side>& told) const {
    if (!told || told->value.empty()) return told;
    return Edit::Side{value(told->value), told->span};
  }

 private:
  /// Of a member with an `until` the value is that one.
  [[nodiscard]] bool is_time_of_member() const {
    return key_.field == "members" && !key_.item.empty();
  }
  [[nodiscard]] bool is_person() const {
    return is_one_of(kListsOfPeople, key_.field) || key_.field == "members.until";
  }

  [[nodiscard]] std::string value(const std::string& told) const {
    std::string hidden = names_.in(told);
    if (is_one_of(kFieldsOfWords, key_.field) || is_time_of_member() || key_.field == "methods")
      return hidden;
    const bool is_account = key_.field == "uid" || key_.thing == Thing::Rename;
    if (is_account && hidden == told) return names_.of(HiddenKind::User, told);
    return hides_all_ && key_.thing != Thing::Directory ? names_.of(HiddenKind::Text, told)
                                                        : hidden;
  }

  const FactKey& key_;
  bool hides_all_;
  Pseudonyms& names_;
};

}  // namespace

std::string redacted_edit(const Edit& edit, bool hides_all, Pseudonyms& names) {
  const EditRedactor redactor(edit.key, hides_all, names);
  Edit told;
  told.key = edit.key;
  told.key.id = redactor.id();
  told.key.item = redactor.item();
  told.before = redactor.side(edit.before);
  told.after = redactor.side(edit.after);
  return describe_edit(told);
}

}  // namespace accessdrift
