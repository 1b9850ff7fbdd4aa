#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "accessdrift/format/google_iap/bindings.h"
#include "accessdrift/format/google_iap/plans.h"
#include "accessdrift/format/google_iap/resources.h"

namespace accessdrift::google_iap {

/// How much of a policy a change is the master of.
enum class Authority : std::uint8_t { Policy, Binding, Member };

/// One resource of Terraform that gives roles: what it gives before and after.
struct Change {
  struct State {
    Name resource;
    Authority authority = Authority::Member;
    std::vector<Grant> grants;  ///< of a policy any number, else one
  };
  NodeView address;
  SourceReading::File* file = nullptr;
  std::optional<State> before;
  std::optional<State> after;
  bool creates = false;
  bool updates = false;
  bool deletes = false;
  bool deletes_last = false;  ///< after it has created
  bool is_new = false;        ///< what it is about is made by the same plan
  bool is_applied = false;    ///< the side has what it leads to, and not what was there before
};

/// Lays what a plan changes over what is there: the bindings of answers, else what the plan says to
/// be there before. By the provider's rules: a policy replaces all that its resource has, a binding
/// all members of its role and condition, a member is added; destroying takes away the same.
///
/// What is made in no certain order, and touches the same, is an unknown; so are members that a
/// binding or a policy takes away and that nothing here shows.
class Changes {
 public:
  Changes(SourceReading& reading, Resources& resources, Bindings& bindings)
      : reading_(reading), resources_(resources), bindings_(bindings) {}

  /// Before resources are declared.
  void note(NodeView item);
  void gather(SourceReading::File& file, NodeView item);
  /// Changes the grants of `bindings`. Cost: linear in grants and changes, but for sorting.
  void lay();

 private:
  /// Places of a grant and its member.
  struct Held {
    std::size_t grant;
    std::size_t member;
  };
  /// Members of one role and condition.
  struct Bucket {
    std::vector<std::size_t> grants;
    std::unordered_map<std::string, std::vector<Held>> members;
  };

  [[nodiscard]] Change::State state(SourceReading::File& file, NodeView item, NodeView written);
  [[nodiscard]] Grant grant(SourceReading::File& file, NodeView item, Name resource,
                            NodeView written) const;
  void add_before();
  void add_grants(const Change::State& state);
  void name_by_changes();
  void name_answer(const Grant& like);
  void tell_differences() const;
  void tell_differences(const Change& change, const Grant& before) const;
  void tell_difference(const Change& change, const std::string& member,
                       std::string_view what) const;
  void suppose_others(const Change& change);
  void suppose_listed(const Change::State& after);
  void complete_sets();

  // changes_laid.cpp
  void apply();
  void add_all(Authority authority);
  void add(const Change& change);
  void take_away(const Change::State& state);
  void take_away_all(const GrantKey& key);
  void take_away_all(Name resource);
  void index(std::size_t grant);
  void note_orders();
  void note_order(const Change& change, const Change::State& state, bool is_taken);
  void mark_unsure();
  [[nodiscard]] bool hangs_on_order(const Grant& grant, const std::string& member) const;

  /// A binding or a policy that a change sets or takes away, all of it.
  struct Order {
    std::string_view address;
    std::set<std::pair<GrantKey, std::string>> kept;  ///< members that are there then
  };

  SourceReading& reading_;
  Resources& resources_;
  Bindings& bindings_;
  std::vector<Change> all_;
  std::set<GrantKey> masters_;      ///< that bindings held before
  std::set<Name> master_policies_;  ///< resources whose policies were held before
  std::map<GrantKey, Bucket> buckets_;
  std::map<Name, std::vector<GrantKey>> keys_of_;
  std::vector<std::size_t> added_;  ///< grants that changes made
  std::map<GrantKey, std::vector<Order>> orders_;
  std::map<Name, std::vector<Order>> orders_of_policies_;
  std::map<std::pair<GrantKey, std::string>, std::vector<std::string_view>> taken_members_;
};

}  // namespace accessdrift::google_iap
