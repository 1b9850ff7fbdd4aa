#include "accessdrift/format/proxysql/remarks.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "accessdrift/base/text.h"
#include "accessdrift/format/proxysql/overriding.h"

namespace accessdrift::proxysql {
namespace {

/// Of one row, the place of the first of these columns that it has.
Place place_in(const Row& row, std::initializer_list<std::string_view> columns) {
  for (const std::string_view column : columns)
    if (const Cell* const cell = row.find(column)) return cell->place;
  return {row.place.begin, row.place.begin + 1};
}

class Remarks {
 public:
  explicit Remarks(const Instance& instance) : instance_(instance) {
    users_.reserve(instance.users.size());
    for (const User& user : instance.users) users_.emplace(user.name, &user);
    for (const Rule& rule : instance.rules)
      if (rule.is_active) rules_.push_back(&rule);
  }

  void add() {
    const std::vector<const Rule*> overriding = overriding_rules(rules_);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      goes_on(*rules_[i], overriding[i]);
      block(*rules_[i]);
      nobody(*rules_[i]);
      without_digest(*rules_[i]);
    }
    comment();
    fast_routing();
    firewall();
  }

 private:
  static Diagnostic& remark(const Row& row, std::string_view code, Severity severity,
                            std::string message, Place place) {
    // As it is shown, without secrets.
    Diagnostic& made = source::remark(*row.file, code, severity, std::move(message), place);
    made.span = row.span(place);
    return made;
  }

  /// The next rule that may tell another hostgroup, if the chain goes on behind this one.
  void goes_on(const Rule& rule, const Rule* later) {
    if (later == nullptr) return;
    Diagnostic& made =
        remark(*rule.row, "PXY02", Severity::Warning, rule.name() + " does not end the chain",
               place_in(*rule.row, {"apply", "destination_hostgroup"}));
    made.label = "expected `apply=1`, if this hostgroup is meant to stay";
    made.notes.push_back({later->row->span(place_in(*later->row, {"destination_hostgroup"})),
                          later->name() + " tells another one of what fits both"});
  }

  /// What `match_pattern` sees is the statement as it is sent.
  void block(const Rule& rule) {
    const bool is_by_statement = rule.is_block && rule.match_pattern && !rule.match_digest &&
                                 !rule.digest && !rule.is_negated && !rule.match_pattern->empty();
    if (!is_by_statement) return;
    remark(*rule.row, "PXY03", Severity::Warning,
           rule.name() + " looks for what it blocks in the statement as it is sent",
           place_in(*rule.row, {"match_pattern"}))
        .label = "comments and blanks are in it; expected `match_digest`, which has none of them";
  }

  void comment() {
    if (!instance_.has_digests) return;
    const auto routing = std::ranges::find_if(
        rules_, [](const Rule* rule) { return rule->hostgroup >= 0 && !rule->is_answer; });
    if (routing == rules_.end()) return;
    const Rule& rule = **routing;
    remark(*rule.row, "PXY03", Severity::Note,
           "a comment `/* hostgroup=N */` counts before what rules route",
           place_in(*rule.row, {"destination_hostgroup"}))
        .label = "so rules keep nobody from a hostgroup, unless they answer with an `error_msg`";
  }

  void nobody(const Rule& rule) {
    if (!rule.username) return;
    const auto user = users_.find(*rule.username);
    if (user != users_.end() && user->second->is_active) return;
    remark(*rule.row, "PXY04", Severity::Warning,
           rule.name() + " is about `" + shortened(*rule.username) + "`, who cannot log in",
           place_in(*rule.row, {"username"}))
        .label = user == users_.end() ? "no user is called so" : "this user is not active";
  }

  void without_digest(const Rule& rule) {
    if (instance_.has_digests || (!rule.digest && !rule.match_digest)) return;
    remark(*rule.row, "PXY05", Severity::Warning, rule.name() + " is not asked about the digest",
           place_in(*rule.row, {"match_digest", "digest"}))
        .label = "`query_digests` is off, so this is passed over, and the rule fits more";
  }

  void fast_routing() {
    if (instance_.fast_routes.empty() || rules_.empty() || !rules_.back()->is_last) return;
    const Rule& last = *rules_.back();
    const Row& row = *instance_.fast_routes.front().row;
    Diagnostic& made = remark(row, "PXY07", Severity::Warning, "fast routing is never asked",
                              {row.place.begin, row.place.begin + 1});
    made.label = "the last active rule has `apply`, be it met or not";
    made.notes.push_back(
        {last.row->span(place_in(*last.row, {"apply"})), last.name() + " is the last one"});
  }

  void firewall() {
    if (!instance_.has_firewall) {
      if (instance_.whitelist_users.empty()) return;
      const Row& row = *instance_.whitelist_users.front().row;
      remark(row, "PXY06", Severity::Note, "the whitelist of the firewall is not in force",
             {row.place.begin, row.place.begin + 1})
          .label = "`firewall_whitelist_enabled` is off";
      return;
    }
    std::unordered_set<std::string_view> listed;
    for (const WhitelistUser& user : instance_.whitelist_users) listed.insert(user.username);
    const User* first = nullptr;
    std::size_t count = 0;
    for (const User& user : instance_.users) {
      if (!user.is_active || user.is_fast || listed.contains(user.name)) continue;
      if (count++ == 0) first = &user;
    }
    if (first == nullptr) return;
    remark(*first->row, "PXY06", Severity::Warning,
           count == 1 ? "the firewall holds back whatever `" + shortened(first->name) + "` sends"
                      : "the firewall holds back whatever " + std::to_string(count) + " users send",
           first->place)
        .label = "its whitelist has no such user";
  }

  const Instance& instance_;
  std::unordered_map<std::string_view, const User*> users_;
  std::vector<const Rule*> rules_;  ///< the active ones
};

}  // namespace

void add_remarks(const Instance& instance) { Remarks(instance).add(); }

}  // namespace accessdrift::proxysql
