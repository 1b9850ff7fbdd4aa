#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "accessdrift/engine/access_map.h"
#include "accessdrift/engine/attribute_columns.h"
#include "accessdrift/engine/condition.h"
#include "accessdrift/engine/issuing.h"

namespace accessdrift {

/// Where a policy takes effect on a resource that it covers: for whom, in which region, `on_error`
/// and scopes considered; as long as they are named, and can sign in.
struct PolicyMap {
  AccessMap map;
  std::vector<Members::Ending> endings;  ///< of those of the map who are named for a time only
  std::set<Name> open_groups;            ///< whose further members it may concern
  bool is_limited = false;  ///< an attribute that the condition reads has too many cells: nothing
                            ///< is known of where it applies
};

/// The identities that a policy names and where it applies to them, one policy at a time for all
/// identities at once. Maps are shared by the resource attributes that the condition reads and made
/// when first asked for. Not thread-safe.
class PolicyMaps {
 public:
  PolicyMaps(const Snapshot& snapshot, const Population& population, SideOf side,
             const Members& active, GroupClosure& groups, PossibleMembers& possible,
             AttributeColumns& columns, Universe& universe);

  /// Takes the maps of policies that mean the same on the other side from there: `same_there` says
  /// by policy which it is there, none if it may differ. REQUIRES: nothing was asked for yet; both
  /// sides have one population and one universe.
  void share(PolicyMaps& other, std::vector<PolicyIndex> same_there);

  /// Everybody whom the policy's list names at some time in some world, ends of sign-ins not
  /// considered; who cannot sign in is named by `anonymous` and `anyone` only.
  [[nodiscard]] IdentitySet named(PolicyIndex policy);
  /// Everybody for whom the policy can take effect, whatever the request.
  [[nodiscard]] IdentitySet concerned(PolicyIndex policy);
  [[nodiscard]] std::shared_ptr<const PolicyMap> map(PolicyIndex policy, ResourceIndex resource);
  /// Whether its map is another one on some resources than on others.
  [[nodiscard]] bool hangs_on_resource(PolicyIndex policy) {
    return !resource_reads(policy).empty();
  }

  /// What a condition comes to for some of those whom the policy names.
  struct ClassTruth {
    IdentitySet identities;
    Truth truth;
  };
  /// `asked` as the policy's condition on a resource, or a part of it, for everybody whom the
  /// policy names at some time in some world: the classes are disjoint, and together all of them.
  /// Nothing if an attribute that it reads has too many cells, or it is not known who may use a
  /// client.
  [[nodiscard]] std::optional<std::vector<ClassTruth>> truths(PolicyIndex policy,
                                                              const Expression& asked,
                                                              ResourceIndex resource);

 private:
  struct UserClass {
    IdentitySet identities;
    AttributeValues values;
  };
  [[nodiscard]] const std::vector<std::string>& resource_reads(PolicyIndex policy);
  [[nodiscard]] AttributeValues values_of(const std::vector<std::string>& attributes,
                                          ResourceIndex resource) const;
  [[nodiscard]] std::shared_ptr<const PolicyMap> map_for(PolicyIndex policy,
                                                         AttributeValues resource);
  [[nodiscard]] bool is_same_there(PolicyIndex policy) const {
    return other_ != nullptr && !same_there_[policy.index()].is_none();
  }
  [[nodiscard]] PolicyMap make(PolicyIndex policy, const AttributeValues& resource);
  /// By attributes, and by the lists that the condition asks for.
  [[nodiscard]] std::vector<UserClass> split_by_attributes(
      const IdentitySet& identities, const std::vector<std::string>& attributes);
  [[nodiscard]] std::vector<UserClass> split_by_lists(IdentitySet identities,
                                                      const Expression& condition);
  /// Who is named, when.
  void add(PolicyIndex policy, const AttributeValues& resource, AccessMap::Part named,
           PolicyMap& made, std::vector<AccessMap::Part>& parts);
  /// Adds to `truths` what a condition comes to for the identities of a part. False where it reads
  /// what has too many cells.
  [[nodiscard]] bool add_truths(const Expression& condition, const AttributeValues& resource,
                                const Issuing::Part& part, std::vector<ClassTruth>& truths);
  /// What policy and token ask for beside who is named. False likewise.
  [[nodiscard]] bool add_conditional(PolicyIndex policy, const AttributeValues& resource,
                                     const Issuing::Part& part,
                                     std::vector<AccessMap::Part>& parts);
  [[nodiscard]] Region requested_region(Name scope);
  [[nodiscard]] Region scopes_region(const PolicyDeclaration& policy, const Channels& channels);

  struct Known {
    std::optional<std::vector<std::string>> resource_reads;            ///< once asked
    std::optional<IdentitySet> concerned;                              ///< likewise
    std::map<AttributeValues, std::shared_ptr<const PolicyMap>> maps;  ///< by what it reads of them
  };
  [[nodiscard]] Known& known_of(PolicyIndex policy);

  const Snapshot& snapshot_;
  IdentityIndex signed_out_;
  const Members& active_;
  const IdentitySet& unlisted_;  ///< of unknown attributes
  GroupClosure& groups_;
  NamedIdentities named_;
  AttributeColumns& columns_;
  Universe& universe_;
  Issuing issuing_;
  KnownTests known_tests_;
  std::vector<std::unique_ptr<Known>> known_;  ///< by policy; null: nothing was asked of it
  PolicyMaps* other_ = nullptr;
  std::vector<PolicyIndex> same_there_;
};

}  // namespace accessdrift
