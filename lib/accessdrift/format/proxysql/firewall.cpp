#include "accessdrift/format/proxysql/firewall.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/proxysql/address.h"

namespace accessdrift::proxysql {
namespace {

using Key = std::pair<std::string, std::string>;

class Firewall {
 public:
  Firewall(Writing& writing, Criteria& criteria, Chain& chain)
      : writing_(writing), criteria_(criteria), chain_(chain) {
    for (const WhitelistRule& rule : writing.instance().whitelist_rules) {
      rules_[{rule.username, rule.client_address}].push_back(&rule);
      // Without flags every request ends with 0.
      if (chain.has_flags() && writing.instance().has_digests) by_flag_.insert(rule.username);
    }
  }

  void declare() {
    const At start = writing_.start();
    if (!writing_.defaults(true).empty())
      writing_.add({"fast_forward past the firewall", Effect::Allow, writing_.instance().id(kFast),
                    true, std::string(kProxy), "", true},
                   start);
    declare_users(false, {}, 0);
    if (!by_flag_.empty()) {
      chain_.each_end([&](const Chain::Way& way, std::int64_t flag) {
        declare_users(true, way, flag);
        chain_.write(
            {"no firewall whitelist", Effect::Deny, "", false, std::string(kProxy), "", true}, way,
            start);
      });
    }
    writing_.add({"no firewall whitelist", Effect::Deny, "", false, std::string(kProxy), "", true},
                 start);
    writing_.close_set("proxysql firewall", Combine::FirstApplicable, start);
  }

 private:
  /// Who comes from an address of his own is looked for first.
  void declare_users(bool are_by_flag, const Chain::Way& way, std::int64_t flag) {
    for (const bool is_of_address : {true, false}) {
      for (const WhitelistUser& user : writing_.instance().whitelist_users) {
        const bool is_asked_for = user.client_address.empty() != is_of_address &&
                                  by_flag_.contains(user.username) == are_by_flag &&
                                  (way.user.empty() || way.user == user.username);
        if (is_asked_for) declare(user, way, flag);
      }
    }
  }

  void declare(const WhitelistUser& user, const Chain::Way& way, std::int64_t flag) {
    const At at{user.row->file, user.row->place};
    std::string from;
    if (!user.client_address.empty())
      from = criteria_.comes_from(exact_address_of(user.client_address), user.client_address, at);
    const std::string id = "firewall whitelist " + user.username + "@" + user.client_address;
    const std::string to(kProxy);
    if (!user.is_protecting)
      return chain_.write({id, Effect::Allow, user.username, false, to, from, false}, way, at);
    const auto found = rules_.find({user.username, user.client_address});
    if (found != rules_.end() && writing_.instance().has_digests) {
      for (const WhitelistRule* const rule : found->second)
        if (rule->flag == flag) declare(*rule, from, way);
    }
    chain_.write({id + ", else", Effect::Deny, user.username, false, to, from, true}, way, at);
  }

  void declare(const WhitelistRule& rule, const std::string& from, const Chain::Way& way) {
    const At at{rule.row->file, rule.row->place};
    writing_.attribute("request.schema", TypeKind::String, true, at);
    writing_.attribute("request.digest", TypeKind::String, true, at);
    std::string when = both(from, "request.schema == " + string_literal(rule.schemaname));
    when = both(when, "request.digest == " + string_literal(rule.digest));
    chain_.write(
        {"firewall whitelist " + rule.username + "@" + rule.client_address + " " + rule.schemaname +
             " " + rule.digest + (rule.flag == 0 ? "" : " flag " + std::to_string(rule.flag)),
         Effect::Allow, rule.username, false, std::string(kProxy), when, false},
        way, at);
  }

  Writing& writing_;
  Criteria& criteria_;
  Chain& chain_;
  std::map<Key, std::vector<const WhitelistRule*>> rules_;
  std::set<std::string> by_flag_;  ///< users for whom it counts with which flag a request ends
};

}  // namespace

void declare_firewall(Writing& writing, Criteria& criteria, Chain& chain) {
  Firewall(writing, criteria, chain).declare();
}

}  // namespace accessdrift::proxysql
