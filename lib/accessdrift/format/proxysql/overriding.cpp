#include "accessdrift/format/proxysql/overriding.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace accessdrift::proxysql {
namespace {

using Text = std::optional<std::string_view>;

Text text_of(const std::optional<std::string>& text) { return text ? Text(*text) : std::nullopt; }

/// Rules that are alike in some of what they ask for, of those behind the one that is looked at.
struct Later {
  std::size_t first;
  std::optional<std::size_t> other;  ///< the first one of another hostgroup than that one's
};

class Overriding {
 public:
  explicit Overriding(std::span<const Rule* const> rules) : rules_(rules) {}

  std::vector<const Rule*> find() {
    std::vector<const Rule*> found(rules_.size(), nullptr);
    for (std::size_t at = rules_.size(); at-- > 0;) {
      const Rule& rule = *rules_[at];
      if (rule.is_answer || rule.hostgroup < 0) continue;
      if (!rule.is_last && rule.drawn_flags.empty()) {
        if (const std::optional<std::size_t> later = behind(rule)) found[at] = rules_[*later];
      }
      add(at);
    }
    return found;
  }

 private:
  /// What a list has in common: a flag, and a user and a schema, each `any` where it may be any.
  struct Asked {
    bool is_any = false;
    Text text;
    [[nodiscard]] auto operator<=>(const Asked&) const = default;
  };
  using Key = std::tuple<std::int64_t, Asked, Asked>;

  static std::vector<Asked> lists_of(const Text& text) { return {{true, {}}, {false, text}}; }
  /// Of what asks for this, the lists in which all is that may fit it.
  static std::vector<Asked> fitting(const Text& text) {
    if (!text) return {{true, {}}};
    return {{false, text}, {false, {}}};
  }

  void add(std::size_t at) {
    const Rule& rule = *rules_[at];
    for (const Asked& user : lists_of(text_of(rule.username))) {
      for (const Asked& schema : lists_of(text_of(rule.schemaname))) {
        const auto [list, is_new] =
            lists_.try_emplace(Key{rule.flag_in, user, schema}, Later{at, std::nullopt});
        if (is_new) continue;
        if (rules_[list->second.first]->hostgroup != rule.hostgroup)
          list->second.other = list->second.first;
        list->second.first = at;
      }
    }
  }

  [[nodiscard]] std::optional<std::size_t> behind(const Rule& rule) const {
    const std::int64_t flag = rule.flag_out >= 0 ? rule.flag_out : rule.flag_in;
    std::optional<std::size_t> nearest;
    for (const Asked& user : fitting(text_of(rule.username))) {
      for (const Asked& schema : fitting(text_of(rule.schemaname))) {
        const auto list = lists_.find(Key{flag, user, schema});
        if (list == lists_.end()) continue;
        const Later& later = list->second;
        const bool is_other = rules_[later.first]->hostgroup != rule.hostgroup;
        const std::optional<std::size_t> one = is_other ? std::optional(later.first) : later.other;
        if (one && (!nearest || *one < *nearest)) nearest = one;
      }
    }
    return nearest;
  }

  std::span<const Rule* const> rules_;
  std::map<Key, Later> lists_;
};

}  // namespace

std::vector<const Rule*> overriding_rules(std::span<const Rule* const> rules) {
  return Overriding(rules).find();
}

}  // namespace accessdrift::proxysql
