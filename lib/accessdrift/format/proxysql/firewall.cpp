#include "accessdrift/format/proxysql/firewall.h"

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/proxysql/address.h"

namespace accessdrift::proxysql {
namespace {

using Key = std::tuple<std::int64_t, std::string, std::string>;

/// Of ends times flags; above it nobody would wait for an answer.
constexpr std::size_t kMostAsked = 100'000'000;

constexpr std::string_view kFirewall = "proxysql firewall";
/// What sides tell each other.
constexpr std::string_view kByFlag = "firewall by flag";
constexpr std::string_view kFlags = "firewall flags";
constexpr std::string_view kEnds = "firewall ends";

class Firewall {
 public:
  Firewall(Writing& writing, Criteria& criteria, Chain& chain)
      : writing_(writing), criteria_(criteria), chain_(chain) {
    for (const WhitelistUser& user : writing.instance().whitelist_users)
      users_[user.username].push_back(&user);
    // Without digests no row fits.
    if (!writing.instance().has_digests) return;
    for (const WhitelistRule& rule : writing.instance().whitelist_rules) {
      rules_[{rule.flag, rule.username, rule.client_address}].push_back(&rule);
      by_flag_[rule.flag].insert(rule.username);
    }
  }

  void declare() {
    const At start = writing_.start();
    is_by_flag_ = find_flags();
    if (is_by_flag_) declare_flags();
    if (!writing_.defaults(true).empty())
      writing_.add({"fast_forward past the firewall", Effect::Allow, writing_.instance().id(kFast),
                    true, std::string(kProxy), "", true},
                   start);
    declare_users();
    deny_others("no firewall whitelist");
    if (!is_by_flag_) return writing_.close_set(kFirewall, Combine::FirstApplicable, start);
    sets_.push_back(close("whatever the flag"));
    writing_.add_set(kFirewall, Combine::AllowOverrides, start, sets_);
  }

 private:
  /// Whether it is asked with which flag requests end: here, or on the other side.
  bool find_flags() {
    BetweenSides& between = writing_.reading().between;
    for (const auto& [flag, users] : by_flag_) writing_.tell(kFlags, flag);
    const std::string by_flag = writing_.instance().id(kByFlag);
    // Without flags every request ends with 0.
    const bool may_differ = !by_flag_.empty() && chain_.has_flags();
    if (may_differ) ends_ = chain_.ends();
    if (ends_.differ()) between.tell(by_flag);
    if (!may_differ && between.is_told(by_flag)) ends_ = chain_.ends();
    return between.is_told(by_flag);
  }

  /// For each flag of rows, who may send what, and who ends with it.
  void declare_flags() {
    BetweenSides& between = writing_.reading().between;
    const std::string of_ends = writing_.instance().id(kEnds);
    const auto told = [&](std::size_t at) -> BetweenSides::Item {
      return {ends_[at].is_of_rule ? "ended" : "", ends_[at].way.trail};
    };
    std::vector<bool> kept(ends_.size());
    for (std::size_t at = 0; at < ends_.size(); ++at) kept[at] = between.is_told(of_ends, told(at));
    const std::vector<std::int64_t> flags = writing_.told(kFlags);
    if (flags.size() * ends_.size() > kMostAsked) return chain_.tell_too_many(writing_.start());
    for (const std::int64_t flag : flags) {
      for (const std::size_t at : ends_.telling(flag, kept)) {
        kept[at] = true;
        between.tell(of_ends, told(at));
      }
    }
    for (const std::int64_t flag : flags) declare_flag(flag, ends_.telling(flag, kept));
  }

  void declare_flag(std::int64_t flag, const std::vector<std::size_t>& telling) {
    const std::string of_flag = "flag " + std::to_string(flag);
    for (const std::size_t at : telling) {
      const Ends::End& end = ends_[at];
      const Effect effect = end.flag == flag ? Effect::Allow : Effect::Deny;
      const std::string id = "firewall whitelist of " + of_flag + (end.is_of_rule ? ", ended" : "");
      chain_.write({id, effect, "", false, std::string(kProxy), "", true}, end.way, end.at);
    }
    std::vector<std::string> sets = {close(of_flag + " in the end")};
    for (const bool is_of_address : {true, false}) {
      for (const std::string& name : by_flag_[flag]) {
        for (const WhitelistUser* const user : users_[name])
          if (is_of(*user, is_of_address)) declare_rows(*user, flag);
      }
    }
    deny_others("no firewall whitelist of " + of_flag);
    sets.push_back(close("rows of " + of_flag));
    sets_.push_back(std::string(kFirewall) + ", " + of_flag);
    writing_.add_set(sets_.back(), Combine::AllOf, writing_.start(), sets);
  }

  /// Who comes from an address of his own is looked for first.
  void declare_users() {
    for (const bool is_of_address : {true, false}) {
      for (const WhitelistUser& user : writing_.instance().whitelist_users)
        if (is_of(user, is_of_address)) declare(user);
    }
  }

  [[nodiscard]] static bool is_of(const WhitelistUser& user, bool is_of_address) {
    return user.client_address.empty() != is_of_address;
  }

  void declare(const WhitelistUser& user) {
    if (user.is_protecting) {
      if (!is_by_flag_) declare_rules(user, 0);
      return add(user, ", else", Effect::Deny);
    }
    add(user, "", Effect::Allow);
  }

  /// What a user may send who ends with a flag. Who is let through anyway, is so elsewhere.
  void declare_rows(const WhitelistUser& user, std::int64_t flag) {
    if (!user.is_protecting) return;
    declare_rules(user, flag);
    if (!user.client_address.empty())
      add(user, " with flag " + std::to_string(flag) + ", else", Effect::Deny);
  }

  void declare_rules(const WhitelistUser& user, std::int64_t flag) {
    const auto found = rules_.find({flag, user.username, user.client_address});
    if (found == rules_.end()) return;
    const std::string from = from_of(user);
    for (const WhitelistRule* const rule : found->second) declare(*rule, from);
  }

  void declare(const WhitelistRule& rule, const std::string& from) {
    const At at{rule.row->file, rule.row->place};
    writing_.attribute("request.schema", TypeKind::String, true, at);
    writing_.attribute("request.digest", TypeKind::String, true, at);
    std::string when = both(from, "request.schema == " + string_literal(rule.schemaname));
    when = both(when, "request.digest == " + string_literal(rule.digest));
    writing_.add(
        {"firewall whitelist " + rule.username + "@" + rule.client_address + " " + rule.schemaname +
             " " + rule.digest + (rule.flag == 0 ? "" : " flag " + std::to_string(rule.flag)),
         Effect::Allow, rule.username, false, std::string(kProxy), when, false},
        at);
  }

  [[nodiscard]] std::string from_of(const WhitelistUser& user) {
    if (user.client_address.empty()) return "";
    return criteria_.comes_from(exact_address_of(user.client_address), user.client_address,
                                {user.row->file, user.row->place});
  }

  void add(const WhitelistUser& user, const std::string& what, Effect effect) {
    const std::string id = "firewall whitelist " + user.username + "@" + user.client_address;
    const bool is_implied = effect == Effect::Deny;
    writing_.add(
        {id + what, effect, user.username, false, std::string(kProxy), from_of(user), is_implied},
        {user.row->file, user.row->place});
  }

  void deny_others(const std::string& id) {
    writing_.add({id, Effect::Deny, "", false, std::string(kProxy), "", true}, writing_.start());
  }

  std::string close(const std::string& what) {
    std::string name = std::string(kFirewall) + ", " + what;
    writing_.close_set(name, Combine::FirstApplicable, writing_.start());
    return name;
  }

  Writing& writing_;
  Criteria& criteria_;
  Chain& chain_;
  std::map<std::string, std::vector<const WhitelistUser*>> users_;
  std::map<Key, std::vector<const WhitelistRule*>> rules_;
  std::map<std::int64_t, std::set<std::string>> by_flag_;  ///< who has rows of it
  Ends ends_;
  bool is_by_flag_ = false;  ///< with which flag a request ends makes a difference
  std::vector<std::string> sets_;
};

}  // namespace

void declare_firewall(Writing& writing, Criteria& criteria, Chain& chain) {
  Firewall(writing, criteria, chain).declare();
}

}  // namespace accessdrift::proxysql
