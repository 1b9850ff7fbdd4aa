#include "accessdrift/format/proxysql/chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace accessdrift::proxysql {
namespace {

/// Flags that a way sets one after another.
constexpr std::size_t kMostNested = 1'000;

const std::string kFirstFlag = "request.next_query_flagIN";

}  // namespace

Chain::Chain(Writing& writing, Criteria& criteria)
    : writing_(writing), criteria_(criteria), fast_(writing) {
  for (const Rule& rule : writing.instance().rules)
    if (rule.is_active) rules_.push_back(&rule);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const Rule& rule = *rules_[i];
    if (rule.is_answer) last_answer_ = i + 1;
    has_flags_ =
        has_flags_ || rule.flag_out >= 0 || !rule.drawn_flags.empty() || rule.next_flag >= 0;
  }
  users_.reserve(writing.instance().users.size());
  for (const User& user : writing.instance().users)
    if (user.is_active) users_.emplace(user.name, &user);
  // ProxySQL asks the last rule of all whether it ends the chain, be it met or not.
  asks_fast_routing_ = rules_.empty() || !rules_.back()->is_last;
}

void Chain::declare_answers() {
  declare(Asked::Answers);
  writing_.close_set("proxysql answers", Combine::FirstApplicable, writing_.start());
}

void Chain::declare_routing() {
  declare(Asked::Routing);
  writing_.close_set("proxysql routing", Combine::FirstApplicable, writing_.start());
}

/// These go where they go by default, whatever they send.
void Chain::declare_fast() {
  if (writing_.defaults(true).empty()) return;
  const At start = writing_.start();
  const std::string all = writing_.instance().id(kFast);
  const std::string proxy(kProxy);
  if (asked_ == Asked::Answers)
    return write({"fast_forward, no answer", Effect::Allow, all, true, proxy, "", true}, {}, start);
  for (const std::int64_t hostgroup : writing_.defaults(true)) {
    const std::string to = Writing::hostgroup(hostgroup);
    write({"fast_forward to " + to, Effect::Allow, writing_.with_default(hostgroup, true), true, to,
           "", true},
          {}, start);
  }
  write({"fast_forward, elsewhere", Effect::Deny, all, true, proxy, "", true}, {}, start);
}

/// Whoever writes a comment chooses.
void Chain::declare_comments() {
  if (asked_ == Asked::Answers || !writing_.instance().has_digests) return;
  write({"comment", Effect::Allow, "", false, std::string(kProxy), "", true, kQueryByComment}, {},
        writing_.start());
}

void Chain::declare(Asked asked) {
  asked_ = asked;
  declare_fast();
  declare_comments();
  walk_all();
}

void Chain::walk_all() {
  const At start = writing_.start();
  std::set<std::int64_t> first_flags;
  for (const Rule* const rule : rules_)
    if (rule->next_flag > 0) first_flags.insert(rule->next_flag);
  for (const std::int64_t flag : first_flags) {
    writing_.attribute(kFirstFlag, TypeKind::Int, false, start);
    const std::string said = std::to_string(flag);
    const Way way{fmt::format("has({0}) && {0} == {1}", kFirstFlag, said), "",
                  " from flag " + said};
    walk(0, flag, way, {}, writing_.instance().iterations);
  }
  walk(0, 0, {}, {}, writing_.instance().iterations);
}

/// False: nobody on this way is whom the rule is about.
bool Chain::narrow(Way& way, const Rule& rule) {
  if (rule.username) {
    if (!way.user.empty() && way.user != *rule.username) return false;
    way.user = *rule.username;
  }
  way.when = both(way.when, criteria_.of(rule));
  return true;
}

void Chain::walk(std::size_t from, std::int64_t flag, const Way& way, AllPending pending,
                 std::int64_t iterations) {
  const std::size_t first = ends_.size();
  for (std::size_t i = from; i < rules_.size() && written_ <= kMostWritten; ++i) {
    const Rule& rule = *rules_[i];
    Way inner = way;
    if (rule.flag_in != flag || !narrow(inner, rule)) continue;
    if (rule.is_answer) {
      answer(rule, inner);
    } else {
      pass(i, inner, pending, iterations);
    }
  }
  if (asked_ == Asked::Ends) return add({way, false, flag, writing_.start(), first});
  end(way, pending, flag);
}

void Chain::answer(const Rule& rule, const Way& way) {
  if (asked_ != Asked::Answers) return;
  write({rule.name(), Effect::Deny, "", false, std::string(kProxy), "", false}, way,
        {rule.row->file, rule.row->place});
}

/// What a rule makes of a request that it fits.
void Chain::pass(std::size_t at, const Way& way, AllPending& pending, std::int64_t iterations) {
  const Rule& rule = *rules_[at];
  const Criteria::Endings endings = criteria_.endings_of(rule);
  if (endings.may_end) {
    Way ending = way;
    if (endings.may_go_on) ending.when = both(ending.when, criteria_.ends(rule));
    stop(at, rule, ending, pending);
  }
  if (!endings.may_go_on) return;
  const bool may_stay = jump(at, rule, way, pending, iterations);
  if (may_stay && rule.hostgroup >= 0) pending.push_back({&rule, false});
}

/// Whether a request may stay on this way.
bool Chain::jump(std::size_t at, const Rule& rule, const Way& way, const AllPending& pending,
                 std::int64_t iterations) {
  const bool restarts = iterations > 0;
  const std::size_t next = restarts ? 0 : at + 1;
  if (asked_ == Asked::Answers && next >= last_answer_) return true;
  AllPending kept = pending;
  if (rule.hostgroup >= 0) kept = {{&rule, true}};
  const bool is_drawn = !rule.drawn_flags.empty();
  const std::vector<std::int64_t> flags = is_drawn ? rule.drawn_flags : criteria_.flags_of(rule);
  for (const std::int64_t flag : flags) {
    // Whoever stays stays in this way.
    const bool stays = flag < 0 || (flag == rule.flag_in && !restarts);
    if (stays && !is_drawn) return true;
    if (depth_ == kMostNested) {
      tell_too_many({rule.row->file, rule.row->place});
      return false;
    }
    ++depth_;
    walk(next, flag, way_to(flag, flags, rule, way), kept, iterations - 1);
    --depth_;
  }
  return flags.empty();
}

/// Of those for whom a rule sets or draws this flag of several; the last is that of all others.
Way Chain::way_to(std::int64_t flag, const std::vector<std::int64_t>& flags, const Rule& rule,
                  const Way& way) {
  Way inner = way;
  inner.trail += (inner.trail.empty() ? " after " : ", ") + std::to_string(rule.id);
  if (flags.size() > 1) inner.trail += " to flag " + std::to_string(flag);
  if (flag == flags.back()) return inner;
  const bool is_drawn = !rule.drawn_flags.empty();
  inner.when =
      both(inner.when, is_drawn ? criteria_.draws(rule, flag) : criteria_.sets(rule, flag));
  return inner;
}

void Chain::write_end(const Rule& rule, const Way& way, At place) {
  Writing::Said said{
      rule.name() + ", ends", Effect::Allow, "", false, std::string(kProxy), "", true};
  said.rule = rule.name();
  write(std::move(said), way, place);
}

/// The chain ends with the rule.
void Chain::stop(std::size_t at, const Rule& rule, const Way& way, const AllPending& pending) {
  const At place{rule.row->file, rule.row->place};
  if (asked_ == Asked::Answers) {
    if (at + 1 < last_answer_ || writing_.instance().iterations > 0) write_end(rule, way, place);
    return;
  }
  if (asked_ == Asked::Ends) return add_ends(rule, way);
  if (rule.hostgroup >= 0) return route(rule.name(), rule.hostgroup, way, place);
  Way inner = way;
  inner.trail += " ended by " + std::to_string(rule.id);
  fall_back(inner, pending, place);
}

/// What tells the hostgroup if no other rule has.
void Chain::fall_back(const Way& way, const AllPending& pending, At at) {
  for (auto one = pending.rbegin(); one != pending.rend(); ++one) {
    Way inner = way;
    if (!one->is_sure && !narrow(inner, *one->rule)) continue;
    route(one->rule->name(), one->rule->hostgroup, inner,
          {one->rule->row->file, one->rule->row->place});
    if (one->is_sure) return;
  }
  const auto say = [&](std::int64_t hostgroup, const std::string& group, At place) {
    write({"default_hostgroup " + std::to_string(hostgroup), Effect::Allow, group, !group.empty(),
           Writing::hostgroup(hostgroup), "", true},
          way, place);
  };
  if (way.user.empty()) {
    for (const std::int64_t hostgroup : writing_.defaults(false))
      say(hostgroup, writing_.with_default(hostgroup, false), at);
  } else if (const auto user = users_.find(way.user); user != users_.end()) {
    const User& one = *user->second;
    say(one.hostgroup, "", {one.row->file, one.hostgroup_place});
  }
  write({"default_hostgroup, elsewhere", Effect::Deny, "", false, std::string(kProxy), "", true},
        way, at);
}

void Chain::end(const Way& way, const AllPending& pending, std::int64_t flag) {
  if (asked_ == Asked::Answers) {
    write({"no answer", Effect::Allow, "", false, std::string(kProxy), "", true}, way,
          writing_.start());
    return;
  }
  if (asks_fast_routing_) fast_route(way, flag);
  fall_back(way, pending, writing_.start());
}

void Chain::fast_route(const Way& way, std::int64_t flag) {
  for (const FastRouting::Row& row : fast_.with_flag(flag)) {
    Way inner = way;
    Writing::Said said{"fast routing of " + row.schemaname,
                       Effect::Allow,
                       row.group,
                       !row.group.empty(),
                       Writing::hostgroup(row.hostgroup),
                       "",
                       false};
    if (!way.user.empty() && !row.group.empty()) {
      if (!row.has(way.user)) continue;
      said.who.clear();
      said.is_of_group = false;
    }
    inner.when = both(way.when, fast_.is_schema(row));
    said.id += row.group.empty() ? " for anybody" : "";
    said.id += " to " + said.to;
    said.rule = said.id;
    write(said, inner, row.at);
    said.id += ", elsewhere";
    said.effect = Effect::Deny;
    said.to = kProxy;
    said.is_implied = true;
    write(std::move(said), inner, row.at);
  }
}

void Chain::route(std::string_view id, std::int64_t hostgroup, const Way& way, At at) {
  Writing::Said said{
      std::string(id), Effect::Allow, "", false, Writing::hostgroup(hostgroup), "", false};
  said.rule = id;
  write(said, way, at);
  said.id += ", elsewhere";
  said.effect = Effect::Deny;
  said.to = kProxy;
  said.is_implied = true;
  write(std::move(said), way, at);
}

void Chain::tell_too_many(At at) {
  if (written_ > kMostWritten) return;
  written_ = kMostWritten + 1;
  source::report(writing_.reading(), "too-many-ways",
                 "there are too many ways through the query rules",
                 {at.file->declarations.text.get(), at.place})
      .label = "each flag that is set from several places is gone through from each of them";
}

void Chain::write(Writing::Said said, const Way& way, At at) {
  if (written_ >= kMostWritten) return tell_too_many(at);
  ++written_;
  said.id += way.trail;
  said.when = both(way.when, said.when);
  if (said.who.empty()) said.who = way.user;
  writing_.add(said, at);
}

}  // namespace accessdrift::proxysql
