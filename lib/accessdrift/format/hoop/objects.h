#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/format/source_reading.h"

/// Objects of hoop's API, as `hoop admin get … -o json` and its REST API print them.
namespace accessdrift::hoop {

enum class Kind : std::uint8_t {
  Connection,
  Plugin,
  User,
  ServiceAccount,
  AccessRequestRule,
  GuardRail,
  Attribute,
  RunbookRule,
  ServerAuth,
  Inspect,        ///< a configuration of hoop-inspect
  WithoutEffect,  ///< decides nothing about who gets in: agents, sessions, masking, analysis
};
inline constexpr std::size_t kKinds = 11;

struct Object {
  NodeView node;
  SourceReading::File* file = nullptr;
};

/// Whether a file is certainly of hoop: an object, a list by what it has first, or a bundle.
[[nodiscard]] bool is_certain(NodeView root);

/// All objects of one side, by kind.
class Objects {
 public:
  /// Reports what in a file is nothing of hoop, and lists of which a page is missing.
  explicit Objects(SourceReading& reading);

  [[nodiscard]] const std::vector<Object>& of(Kind kind) const { return all_[index(kind)]; }
  /// A file lists all of them, though it may be none. One that is there by itself tells nothing of
  /// others.
  [[nodiscard]] bool is_listed(Kind kind) const { return is_listed_[index(kind)]; }
  /// The first list of them, or the first of them.
  [[nodiscard]] const std::optional<Object>& first_of(Kind kind) const {
    return first_[index(kind)];
  }

  /// The exported object that a plan changes to one: what Terraform does not look after stays as it
  /// was.
  [[nodiscard]] std::optional<NodeView> exported(Kind kind, NodeView changed) const;
  /// Whether a plan takes away the connection of an id.
  [[nodiscard]] bool is_removed_connection(std::string_view id) const {
    return removed_ids_.contains(id);
  }
  /// Plugins with bindings that a plan takes away, or has otherwise.
  [[nodiscard]] const std::vector<Object>& removed_bindings() const { return removed_bindings_; }

 private:
  static std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }
  void add_file(SourceReading::File& file);
  void add_list(SourceReading::File& file, NodeView list, std::optional<Kind> known);
  // plans.cpp
  void add_planned(SourceReading::File& file, NodeView root);
  void note_removed(Kind kind, NodeView list);
  void lay_plans(Kind kind);
  void add(SourceReading::File& file, NodeView object, std::optional<Kind> known);
  void note(Kind kind, SourceReading::File& file, NodeView node);
  void refuse(NodeView node);
  void note_page(NodeView root, Kind kind);
  void tell_missing_pages();

  /// What a page says of the whole.
  struct Total {
    std::size_t count = 0;
    NodeView place;
  };

  SourceReading& reading_;
  std::array<std::vector<Object>, kKinds> all_;
  std::array<std::optional<Object>, kKinds> first_;
  std::array<bool, kKinds> is_listed_ = {};
  std::map<Kind, Total> totals_;
  std::map<Kind, std::set<std::string>> removed_;  ///< of exported objects, by id
  std::set<std::string, std::less<>> removed_ids_;
  std::vector<Object> removed_bindings_;
  std::map<std::pair<Kind, std::string>, NodeView> exported_;  ///< that plans change, by id
};

}  // namespace accessdrift::hoop
