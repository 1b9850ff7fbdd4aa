#include "accessdrift/format/proxysql/remarks.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "accessdrift/base/text.h"

namespace accessdrift::proxysql {
namespace {

std::string name_of(const Rule& rule) { return "query rule " + std::to_string(rule.id); }

/// Of one row, the place of the first of these columns that it has.
Place place_in(const Row& row, std::initializer_list<std::string_view> columns) {
  for (const std::string_view column : columns)
    if (const Cell* const cell = row.find(column)) return cell->place;
  return {row.place.begin, row.place.begin + 1};
}

bool may_both_fit(const std::optional<std::string>& a, const std::optional<std::string>& b) {
  return !a || !b || *a == *b;
}

class Remarks {
 public:
  explicit Remarks(const Instance& instance) : instance_(instance) {
    for (const User& user : instance.users) users_.emplace(user.name, &user);
    for (const Rule& rule : instance.rules)
      if (rule.is_active) rules_.push_back(&rule);
  }

  void add() {
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      goes_on(i);
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
  void goes_on(std::size_t at) {
    const Rule& rule = *rules_[at];
    if (rule.is_last || rule.is_answer || rule.hostgroup < 0 || !rule.drawn_flags.empty()) return;
    const std::int64_t flag = rule.flag_out >= 0 ? rule.flag_out : rule.flag_in;
    constexpr std::size_t kFarthest = 1'000;
    const std::size_t end = std::min(rules_.size(), at + kFarthest);
    for (std::size_t i = at + 1; i < end; ++i) {
      const Rule& later = *rules_[i];
      const bool may_override = later.flag_in == flag && later.hostgroup >= 0 &&
                                later.hostgroup != rule.hostgroup && !later.is_answer &&
                                may_both_fit(rule.username, later.username) &&
                                may_both_fit(rule.schemaname, later.schemaname);
      if (!may_override) continue;
      Diagnostic& made =
          remark(*rule.row, "PXY02", Severity::Warning, name_of(rule) + " does not end the chain",
                 place_in(*rule.row, {"apply", "destination_hostgroup"}));
      made.label = "expected `apply=1`, if this hostgroup is meant to stay";
      made.notes.push_back({later.row->span(place_in(*later.row, {"destination_hostgroup"})),
                            name_of(later) + " tells another one of what fits both"});
      return;
    }
  }

  /// What `match_pattern` sees is the statement as it is sent.
  void block(const Rule& rule) {
    const bool is_by_statement = rule.is_block && rule.match_pattern && !rule.match_digest &&
                                 !rule.digest && !rule.is_negated && !rule.match_pattern->empty();
    if (!is_by_statement) return;
    remark(*rule.row, "PXY03", Severity::Warning,
           name_of(rule) + " looks for what it blocks in the statement as it is sent",
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
           name_of(rule) + " is about `" + shortened(*rule.username) + "`, who cannot log in",
           place_in(*rule.row, {"username"}))
        .label = user == users_.end() ? "no user is called so" : "this user is not active";
  }

  void without_digest(const Rule& rule) {
    if (instance_.has_digests || (!rule.digest && !rule.match_digest)) return;
    remark(*rule.row, "PXY05", Severity::Warning, name_of(rule) + " is not asked about the digest",
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
        {last.row->span(place_in(*last.row, {"apply"})), name_of(last) + " is the last one"});
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

/// What of a user and of a rule decides.
std::map<std::string, std::string> said_by(const Instance& instance) {
  std::map<std::string, std::string> said;
  for (const User& user : instance.users) {
    said["user `" + shortened(user.name) + "`"] = std::to_string(user.hostgroup) +
                                                  (user.is_active ? "" : " not active") +
                                                  (user.is_fast ? " fast" : "");
  }
  for (const Rule& rule : instance.rules) {
    std::string& of_rule = said[name_of(rule)];
    for (const auto& text : {rule.username, rule.schemaname, rule.client_addr, rule.proxy_addr,
                             rule.digest, rule.match_digest, rule.match_pattern})
      of_rule += text.value_or("\x1e") + '\x1f';
    for (const std::int64_t number : {rule.flag_in, rule.flag_out, rule.hostgroup})
      of_rule += std::to_string(number) + '\x1f';
    for (const bool fact :
         {rule.is_active, rule.is_negated, rule.is_caseless, rule.is_answer, rule.is_last})
      of_rule += fact ? '1' : '0';
  }
  return said;
}

}  // namespace

void add_remarks(const Instance& instance) { Remarks(instance).add(); }

void tell_database(SourceReading& reading, Instance& configuration, const Instance& dump) {
  SourceReading::File& file = *configuration.tables.file;
  source::warn(reading, "ignored-configuration",
               "this configuration is not read: there is a dump of the database",
               {file.declarations.text.get(), {0, 0}})
      .label = "`" + dump.tables.file->document.text->path() + "` tells what counts";
  read_rows(reading, configuration);
  const std::map<std::string, std::string> here = said_by(configuration);
  const std::map<std::string, std::string> there = said_by(dump);
  std::string first;
  std::size_t count = 0;
  const auto compare = [&](const auto& some, const auto& others, bool is_known) {
    for (const auto& [name, said] : some) {
      const auto other = others.find(name);
      const bool differs = other == others.end() || (is_known && other->second != said);
      if (differs && count++ == 0) first = name;
    }
  };
  compare(here, there, true);
  compare(there, here, false);
  if (count == 0) return;
  Diagnostic& made =
      source::remark(file, "PXY01", Severity::Warning,
                     "the configuration is not what ProxySQL runs with: " + std::to_string(count) +
                         (count == 1 ? " row differs" : " rows differ"),
                     {0, 0});
  made.span = {file.declarations.text.get(), {0, 0}};
  made.label = first + (count == 1 ? "" : " and others") + "; the database counts";
}

}  // namespace accessdrift::proxysql
