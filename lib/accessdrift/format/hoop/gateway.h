#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/hoop/objects.h"
#include "accessdrift/format/hoop/people.h"
#include "accessdrift/format/hoop/texts.h"

namespace accessdrift::hoop {

/// The resource that connections are within; what holds for it holds for all of them. No connection
/// can be called so.
inline constexpr std::string_view kGateway = "hoop gateway";
/// Before the ids of policies, so that native ones can be called as they like.
inline constexpr std::string_view kPolicyPrefix = "hoop: ";

/// A connection, by its name: that is what people ask for and what rules name.
struct Connection {
  Object object;
  NodeView name;
  std::string_view id;
  std::set<std::string_view> attributes;
  std::optional<NodeView> exported = {};  ///< as an export has it, where a plan changes it
};

/// A gate while its policies are found: the first one that applies tells.
struct SetDraft {
  std::string id;
  std::vector<Name> policies;
};

/// What is known of one gateway while its files are read, and what it comes to: a set of gates, all
/// of which have to let a request through.
struct Gateway {
  Gateway(SourceReading& read, const Objects& found);

  SourceReading& reading;
  const Objects& objects;
  People people;
  AttributeNames attribute_names;
  std::vector<Connection> connections;  ///< in the order of their names
  std::string admin_group = "admin";
  std::string auditor_group = "auditor";
  /// The same four at every gateway, so that none comes or goes.
  SetDraft visibility{"hoop visibility", {}};
  SetDraft reviews{"hoop access request rules", {}};
  SetDraft reviewers{"hoop reviewers", {}};
  SetDraft runbook_rules{"hoop runbook rules", {}};
  std::vector<Name> vetoes;  ///< policies that deny, whatever the gates say

  /// Puts the connections into their order, by which they are found.
  void settle_connections();
  [[nodiscard]] const Connection* find_connection(std::string_view name) const;
  [[nodiscard]] const Connection* find_connection_by_id(std::string_view id) const;

  /// A policy of all actions. `key` is a node of the file that it will be put into.
  [[nodiscard]] PolicyDeclaration policy(std::string_view id, Effect effect, NodeView key);
  void name_everybody(PolicyDeclaration& policy) const;
  /// Also whoever has no session.
  void name_anyone(PolicyDeclaration& policy) const;
  void name_group(PolicyDeclaration& policy, const Object& object, NodeView group);
  void cover(PolicyDeclaration& policy, std::string_view connection, Place place) const;
  /// All connections, and all sessions there.
  void cover_all(PolicyDeclaration& policy) const;
  /// All sessions; who approves one is another matter.
  void act_all(PolicyDeclaration& policy) const;
  void act(PolicyDeclaration& policy, std::string_view action, Place place) const;
  static void require(PolicyDeclaration& policy, std::string condition, Place place);
  /// Who approves; no gate decides about that.
  static void add_approvals(const Object& object, PolicyDeclaration policy);
  /// Puts a policy about who is missing where somebody of these groups is said to be unable to sign
  /// in; if nobody is, where it was.
  void add_absence(SetDraft& gate, const Object& object, PolicyDeclaration policy,
                   const std::vector<std::string_view>& groups);
  /// Behind the policies of a gate: whoever none of them is about passes.
  void let_others_through(SetDraft& gate, std::string_view id);
  /// A request attribute that is true or false; declared where it is met first.
  void declare_switch(const Object& object, std::string_view name, Place place);
  /// A request attribute that is a text, likewise. `request.statement` is what a session sends; a
  /// native file could not declare it.
  void declare_text(const Object& object, std::string_view name, Place place);
  /// What is true or false and not told by the files; declared where it is met first.
  void declare_unknown(const Object& object, std::string_view name, Place place);
  /// Puts a policy into a file and a gate, unless it names nobody or nothing.
  void add(SetDraft& gate, const Object& object, PolicyDeclaration policy);

  /// Something odd, for `lint`; label and help may be filled in.
  static Diagnostic& remark(const Object& object, std::string_view code, Severity severity,
                            std::string message, Span span);

  /// Declares the sets, in the file of the first connection.
  void write_sets();

 private:
  void write_set(std::string_view id, Combine combine,
                 const std::vector<std::pair<Name, bool>>& members);  ///< whether each is a set

  std::map<std::string_view, const Connection*> by_id_;
  std::set<std::string, std::less<>> declared_;
};

}  // namespace accessdrift::hoop
