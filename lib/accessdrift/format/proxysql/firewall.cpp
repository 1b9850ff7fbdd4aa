#include "accessdrift/format/proxysql/firewall.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/proxysql/address.h"

namespace accessdrift::proxysql {
namespace {

using Key = std::pair<std::string, std::string>;

class Firewall {
 public:
  Firewall(Writing& writing, Criteria& criteria, bool has_flags)
      : writing_(writing), criteria_(criteria), has_flags_(has_flags) {
    for (const WhitelistRule& rule : writing.instance().whitelist_rules)
      rules_[{rule.username, rule.client_address}].push_back(&rule);
  }

  /// Who comes from an address of his own is looked for first.
  void declare() {
    const At start = writing_.start();
    if (!writing_.defaults(true).empty())
      writing_.add({"fast_forward past the firewall", Effect::Allow, writing_.instance().id(kFast),
                    true, std::string(kProxy), "", true},
                   start);
    for (const bool is_of_address : {true, false}) {
      for (const WhitelistUser& user : writing_.instance().whitelist_users)
        if (user.client_address.empty() != is_of_address) declare(user);
    }
    writing_.add({"no firewall whitelist", Effect::Deny, "", false, std::string(kProxy), "", true},
                 start);
    writing_.close_set("proxysql firewall", Combine::FirstApplicable, start);
  }

 private:
  void declare(const WhitelistUser& user) {
    const At at{user.row->file, user.row->place};
    std::string from;
    if (!user.client_address.empty())
      from = criteria_.comes_from(exact_address_of(user.client_address), user.client_address, at);
    const std::string id = "firewall whitelist " + user.username + "@" + user.client_address;
    if (!user.is_protecting) {
      writing_.add({id, Effect::Allow, user.username, false, std::string(kProxy), from, false}, at);
      return;
    }
    const auto found = rules_.find({user.username, user.client_address});
    if (found != rules_.end() && writing_.instance().has_digests)
      for (const WhitelistRule* const rule : found->second) declare(*rule, from);
    writing_.add(
        {id + ", else", Effect::Deny, user.username, false, std::string(kProxy), from, true}, at);
  }

  void declare(const WhitelistRule& rule, const std::string& from) {
    // Without flags every request ends with 0.
    if (!has_flags_ && rule.flag != 0) return;
    const At at{rule.row->file, rule.row->place};
    writing_.attribute("request.schema", TypeKind::String, true, at);
    writing_.attribute("request.digest", TypeKind::String, true, at);
    std::string when = both(from, "request.schema == " + string_literal(rule.schemaname));
    when = both(when, "request.digest == " + string_literal(rule.digest));
    if (has_flags_) {
      writing_.attribute("request.last_flag", TypeKind::Int, true, at);
      when = both(when, "request.last_flag == " + std::to_string(rule.flag));
    }
    writing_.add(
        {"firewall whitelist " + rule.username + "@" + rule.client_address + " " + rule.schemaname +
             " " + rule.digest + (rule.flag == 0 ? "" : " flag " + std::to_string(rule.flag)),
         Effect::Allow, rule.username, false, std::string(kProxy), when, false},
        at);
  }

  Writing& writing_;
  Criteria& criteria_;
  bool has_flags_;
  std::map<Key, std::vector<const WhitelistRule*>> rules_;
};

}  // namespace

void declare_firewall(Writing& writing, Criteria& criteria, bool has_flags) {
  Firewall(writing, criteria, has_flags).declare();
}

}  // namespace accessdrift::proxysql
