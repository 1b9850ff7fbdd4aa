#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/group_lists.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::keycloak {

/// A realm as one file has it: whole, without its users, or users only.
struct Document {
  SourceReading::File* file = nullptr;
  NodeView realm;
};

/// A realm, of all files that tell of it.
struct Realm {
  std::string name;
  std::vector<Document> documents;  ///< those that list roles first

  /// The first document that has the key.
  [[nodiscard]] std::optional<NodeView> find(std::string_view key) const;
  /// Calls `visit(document, item)` for each element of a list.
  template <typename Visit>
  void each(std::string_view key, Visit&& visit) const {
    for (const Document& document : documents)
      source::each_item(document.realm, key, [&](NodeView item) { visit(document, item); });
  }
};

/// Whether a file is a realm or a list of them.
[[nodiscard]] bool is_realm(NodeView root);
/// All realms of a side, by name.
[[nodiscard]] std::vector<Realm> realms_of(SourceReading& reading);
/// `/a/b`, of `a/b` and `/a/b/` too.
[[nodiscard]] std::string path_of(std::string_view group);
/// Calls `visit(path, group)` for each group of a list and those below it, parents first.
template <typename Visit>
void each_group(NodeView realm, Visit&& visit) {
  std::vector<std::pair<std::string, NodeView>> waiting;
  const auto add = [&](const std::string& parent, NodeView mapping, std::string_view key) {
    std::vector<std::pair<std::string, NodeView>> found;
    source::each_item(mapping, key, [&](NodeView group) {
      const std::string_view name = source::text_of(group, "name");
      if (!name.empty()) found.emplace_back(parent + "/" + std::string(name), group);
    });
    waiting.insert(waiting.end(), found.rbegin(), found.rend());
  };
  add("", realm, "groups");
  while (!waiting.empty()) {
    const auto [path, group] = waiting.back();
    waiting.pop_back();
    visit(path, group);
    add(path, group, "subGroups");
  }
}

/// Ids of people and groups that several realms have carry their realm, and those of `master`
/// beside another one always: people of two realms are not the same.
class Ids {
 public:
  explicit Ids(const std::vector<Realm>& realms);
  [[nodiscard]] std::string user(const Realm& realm, std::string_view username) const;
  [[nodiscard]] std::string group(const Realm& realm, std::string_view path) const;

 private:
  bool is_alone_ = false;
  std::map<std::string, std::set<std::string_view>, std::less<>> realms_of_user_;
  std::map<std::string, std::set<std::string_view>, std::less<>> realms_of_group_;
};

}  // namespace accessdrift::keycloak
