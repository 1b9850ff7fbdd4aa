#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
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

 private:
  static std::size_t index(Kind kind) { return static_cast<std::size_t>(kind); }
  void add_file(SourceReading::File& file);
  void add_list(SourceReading::File& file, NodeView list, std::optional<Kind> known);
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
};

}  // namespace accessdrift::hoop
