#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/format/proxysql/criteria.h"
#include "accessdrift/format/proxysql/ends.h"
#include "accessdrift/format/proxysql/fast_routing.h"
#include "accessdrift/format/proxysql/writing.h"

namespace accessdrift::proxysql {

/// Goes through the query rules as ProxySQL does, by their ids, from flag to flag, and writes down
/// in which order they decide: a set in which the first policy that fits does.
///
/// A rule that ends the chain decides before all that follow. One that does not, decides only where
/// no later one does, so it stands behind these. One that sets another flag opens a way of its own:
/// what may follow stands there once more, under its condition. Cost: the number of ways times the
/// rules on them.
class Chain {
 public:
  Chain(Writing& writing, Criteria& criteria);

  /// The set of rules that answer without any server.
  void declare_answers();
  /// The set that tells to which hostgroup a request goes.
  void declare_routing();
  /// A rule sets another flag, or the one of the next statement.
  [[nodiscard]] bool has_flags() const { return has_flags_; }

  /// With which flags requests end; what is answered may do so with any.
  [[nodiscard]] Ends ends();
  /// Adds a policy for those on a way.
  void write(Writing::Said said, const Way& way, At at);
  /// Once: nothing is written from then on.
  void tell_too_many(At at);

 private:
  /// Of ways times rules; above it nobody would wait for an answer.
  static constexpr std::size_t kMostWritten = 200'000;

  enum class Asked : std::uint8_t { Answers, Routing, Ends };
  /// A rule that tells the hostgroup unless a later one does.
  struct Pending {
    const Rule* rule = nullptr;
    bool is_sure = false;  ///< it fits whatever comes this way
  };
  using AllPending = std::vector<Pending>;

  void declare(Asked asked);
  void walk_all();
  void walk(std::size_t from, std::int64_t flag, const Way& way, AllPending pending,
            std::int64_t iterations);
  void pass(std::size_t at, const Way& way, AllPending& pending, std::int64_t iterations);
  void answer(const Rule& rule, const Way& way);
  [[nodiscard]] bool jump(std::size_t at, const Rule& rule, const Way& way,
                          const AllPending& pending, std::int64_t iterations);
  [[nodiscard]] Way way_to(std::int64_t flag, const std::vector<std::int64_t>& flags,
                           const Rule& rule, const Way& way);
  void write_end(const Rule& rule, const Way& way, At place);
  void stop(std::size_t at, const Rule& rule, const Way& way, const AllPending& pending);
  void declare_fast();
  void declare_comments();
  void fall_back(const Way& way, const AllPending& pending, At at);
  void end(const Way& way, const AllPending& pending, std::int64_t flag);
  void add_ends(const Rule& rule, const Way& way);
  void add(Ends::End end);
  void fast_route(const Way& way, std::int64_t flag);
  void route(std::string_view id, std::int64_t hostgroup, const Way& way, At at);
  [[nodiscard]] bool narrow(Way& way, const Rule& rule);

  Writing& writing_;
  Criteria& criteria_;
  FastRouting fast_;
  std::vector<const Rule*> rules_;  ///< the active ones
  bool has_flags_ = false;
  bool asks_fast_routing_ = true;
  Asked asked_ = Asked::Answers;
  Ends ends_;
  std::size_t last_answer_ = 0;  ///< one behind its place; 0: there is none
  std::unordered_map<std::string_view, const User*> users_;
  std::size_t written_ = 0;
  std::size_t depth_ = 0;  ///< of ways within ways
};

}  // namespace accessdrift::proxysql
