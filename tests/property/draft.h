#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "accessdrift/model/value.h"
#include "world_tree.h"

namespace accessdrift::property {

/// The text of a condition and the declarations without which it is refused (see
/// `Draft::declared`).
struct DraftCondition {
  std::string text;
  std::set<std::string> uses;
};

struct DraftAttribute {
  std::string name;
  AttributeType type;
};

struct DraftUser {
  std::string id;
  bool is_service = false;
  std::string uid;
  std::vector<std::string> aliases;
  std::string status;
  std::string until;  ///< empty: none
  std::map<std::string, Item> attributes;
};

struct DraftGroup {
  std::string id;
  std::vector<std::string> members;
  std::map<std::string, std::string> untils;  ///< by member, as it is written
  std::optional<DraftCondition> rule;
  bool is_open = false;
  bool is_external = false;         ///< of an open one: it has no members
  std::vector<std::string> within;  ///< of an open one: `domain:…`
};

struct DraftList {  ///< a network with its entries, a window with its texts, a scope with what it
                    ///< includes
  std::string name;
  std::vector<std::string> entries;
};

struct DraftClient {
  std::string name;
  std::vector<std::string> scopes;
  std::vector<std::string> users;  ///< empty: omitted
};

struct DraftType {
  std::string name;
  std::vector<DraftList> actions;  ///< an action implies only later ones
  std::vector<DraftList> methods;  ///< by action
};

struct DraftResource {
  std::string id;
  std::string type;
  std::vector<std::string> actions;
  std::string parent;
  std::vector<std::string> urls;
  std::map<std::string, Item> attributes;
};

struct DraftPolicy {
  std::string id;
  bool is_deny = false;
  std::vector<std::string> who;
  std::vector<std::string> to;
  std::vector<std::string> actions;  ///< empty: omitted
  std::vector<std::string> scopes;
  std::optional<DraftCondition> when;
  std::string on_error;
};

struct DraftSet {
  std::string id;
  std::string combine;
  std::vector<std::string> members;
};

/// A configuration that is being made up: easy to edit, and turned into a tree when it is done.
struct Draft {
  bool writes_time = true;
  bool writes_texts = true;  ///< tests strings of requests for more than being equal
  bool writes_urls = false;
  bool writes_worlds = false;  ///< some attributes of requests are not visible
  bool opens_groups = false;
  bool opens_directory = false;  ///< on one side or both
  std::string directory;         ///< empty: not written
  std::vector<DraftAttribute> context;
  std::vector<DraftAttribute> attributes;
  std::vector<DraftList> networks;  ///< one names only earlier ones
  std::vector<DraftList> windows;
  std::vector<DraftUser> users;
  std::vector<DraftGroup> groups;
  std::vector<DraftList> scopes;  ///< likewise
  std::vector<DraftClient> clients;
  std::vector<DraftType> types;
  std::vector<DraftResource> resources;
  std::vector<DraftPolicy> policies;
  std::vector<DraftSet> sets;
  std::map<std::string, std::string> renames;

  /// Whether somebody may have attributes that nobody knows.
  [[nodiscard]] bool has_unknowns() const { return opens_groups || opens_directory; }
  /// Whether who is mentioned need not be listed.
  [[nodiscard]] bool is_open() const {
    return directory == "open" || (directory.empty() && users.empty());
  }
  /// What conditions may use, as words: `context auth.mfa 0` (with the kind), `context
  /// device.os=linux`, `attribute …`, `network …`, `window …`, `scope …`,
  /// `client …`.
  [[nodiscard]] std::set<std::string> declared() const;
  [[nodiscard]] const DraftUser* user(const std::string& id_or_alias) const;
  [[nodiscard]] DraftResource* resource(const std::string& id);
  [[nodiscard]] const DraftResource* resource(const std::string& id) const;
  /// The actions that can be asked of a resource.
  [[nodiscard]] std::vector<std::string> actions_of(const DraftResource& resource) const;
  /// Whether a method means an action of it.
  [[nodiscard]] bool has_methods(const DraftResource& resource) const;
  /// The actions of everything that `to` reaches, descendants included.
  [[nodiscard]] std::set<std::string> actions_reached(const std::vector<std::string>& to) const;
  [[nodiscard]] Item tree() const;
};

[[nodiscard]] std::string folded(const std::string& id);

}  // namespace accessdrift::property
