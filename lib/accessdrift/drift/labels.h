#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/drift/compare.h"
#include "accessdrift/drift/printed_ids.h"

namespace accessdrift {

/// A set told by the names of a few sets inside it and what is left: lossless. Without parts it is
/// told by the names of its members, which are not repeated here.
struct Label {
  struct Part {
    std::string name;
    std::size_t count = 0;
  };
  std::vector<Part> parts;  ///< at most three, each adding members; one if it equals the set
  TextList rest;            ///< of parts: members in none of them, sorted as bytes
};

/// Names sets of identities by the groups of one side, and sets of resources by what contains them
/// (DESIGN §4).
class Labels {
 public:
  /// Of one side, `renamed` on the other one.
  explicit Labels(Engine& engine, Renamed renamed = {})
      : engine_(engine), renamed_(std::move(renamed)), printed_(engine.population()) {}

  /// As they are printed, sorted as bytes.
  [[nodiscard]] TextList ids_of(const IdentitySet& identities) { return printed_.of(identities); }

  /// A group whose active members equal the set, else up to three groups contained in it, those
  /// that add most first. Groups of one member are not used.
  [[nodiscard]] Label of_identities(const IdentitySet& identities);
  /// A resource that equals the set together with its descendants, else up to three such inside
  /// it; by ids as printed.
  [[nodiscard]] Label of_resources(const std::vector<Name>& resources) const;

 private:
  struct Subtree;
  [[nodiscard]] Name printed(ResourceIndex resource) const;
  /// Resources that have descendants, all of them inside, and no ancestor of which that is so.
  [[nodiscard]] std::vector<ResourceIndex> roots_within(const std::set<Name>& inside) const;
  [[nodiscard]] Subtree subtree_of(ResourceIndex root) const;
  void measure_groups();
  IdentitySet take_groups(const IdentitySet& identities, std::vector<Label::Part>& parts);

  struct Measured {
    GroupIndex group;
    std::uint64_t size = 0;
    IdentityIndex smallest;
  };
  Engine& engine_;
  Renamed renamed_;
  PrintedIds printed_;
  std::vector<Measured>
      groups_;  ///< of two members or more, largest first, then by id; made when first asked for
  bool is_measured_ = false;
};

}  // namespace accessdrift
