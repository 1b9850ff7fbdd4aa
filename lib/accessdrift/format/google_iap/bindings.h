#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/google_iap/access_levels.h"
#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/grants.h"
#include "accessdrift/format/google_iap/project_members.h"
#include "accessdrift/format/google_iap/resources.h"
#include "accessdrift/format/google_iap/roles.h"
#include "accessdrift/format/google_iap/unknowns.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::google_iap {

/// Allow policies: each binding whose role lets somebody in is a policy.
class Bindings {
 public:
  struct Parts {
    const Resources& resources;
    const Roles& roles;
    AccessLevels& levels;
    Attributes& attributes;
    ProjectMembers& project_members;
  };
  Bindings(SourceReading& reading, const Parts& parts)
      : reading_(reading),
        resources_(parts.resources),
        roles_(parts.roles),
        levels_(parts.levels),
        attributes_(parts.attributes),
        project_members_(parts.project_members) {}

  /// `resource` has the policy, all of it or some.
  void gather(SourceReading::File& file, Name resource, NodeView policy, bool is_whole = true);
  /// That as many policies are to come.
  void expect(std::size_t policies) { grants_.reserve(policies * kBindingsOfAPolicy); }
  /// All that was gathered; what is added or taken away here is declared so.
  [[nodiscard]] std::vector<Grant>& grants() { return grants_; }
  /// Resources whose policies were gathered, all of them.
  [[nodiscard]] bool is_told(Name resource) const { return told_.contains(resource); }
  [[nodiscard]] ProjectMembers& project_members() { return project_members_; }
  [[nodiscard]] bool lets_in(NodeView role) const {
    return !roles_.actions_of(role.scalar()).actions.empty();
  }
  /// Whether it gives somebody something here: a role that lets in, or one by which some other
  /// binding names who has it. Once all was gathered.
  [[nodiscard]] bool counts(const Grant& grant) const;
  /// That its members are named.
  void note_members(const Grant& grant);
  /// Declares what was gathered.
  void declare();

 private:
  /// Some; room that nothing fills costs nothing.
  static constexpr std::size_t kBindingsOfAPolicy = 8;

  void gather_binding(SourceReading::File& file, Name resource, NodeView binding);
  void declare(const Grant& grant, std::string_view id_in_words);
  /// Members of a grant, and which of them are services.
  struct Named {
    std::vector<Mention> who;
    std::vector<Name> services;
  };
  void name_members(const Grant& grant, Named& sure, Named& unsure);
  [[nodiscard]] PolicyDeclaration policy_of(const Grant& grant, const RoleActions& allowed,
                                            std::optional<ConditionText> when);
  void declare_parts(const Grant& grant, PolicyDeclaration policy, Name id, Named sure,
                     Named unsure);
  /// Those whom nothing tells have it, too, or may.
  void declare_others(const Grant& grant, const PolicyDeclaration& like, Name id);
  void add_policy(const Grant& grant, PolicyDeclaration policy, Name id,
                  const std::string& unknown);
  [[nodiscard]] const RoleActions& allowed_by(const Grant& grant) const;
  /// An id that says more than this one.
  [[nodiscard]] Name longer_id(Name id, std::string_view more);
  [[nodiscard]] ConditionText condition(SourceReading::File& file, std::string_view type,
                                        NodeView written);
  [[nodiscard]] std::string unknown_role(const Grant& grant, const std::string& untold);
  void write_id(const Grant& grant, std::string& id) const;
  /// One of its own, of those that read so.
  [[nodiscard]] Name id_of(std::string_view id_in_words);
  [[nodiscard]] std::size_t told_in(const SourceReading::File& file) const;

  SourceReading& reading_;
  const Resources& resources_;
  const Roles& roles_;
  AccessLevels& levels_;
  Attributes& attributes_;
  ProjectMembers& project_members_;
  std::vector<Grant> grants_;  ///< those of basic roles on projects, too
  struct Policy {
    SourceReading::File* file;
    Place place;
  };
  std::map<Name, Policy> told_;
  NameIndex<bool> ids_;
  ParsedConditions parsed_;
  /// Words of conditions that mean one thing wherever they are read, by type of resource.
  std::map<std::pair<const ParsedCondition*, std::string_view>, std::vector<TranslatedWords>>
      translated_;
  std::set<std::string, std::less<>> unknown_roles_;
};

}  // namespace accessdrift::google_iap
