#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "accessdrift/format/google_iap/resource_names.h"
#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::google_iap {

/// A list that says of itself that it goes on: where.
struct CutList {
  SourceReading::File* file = nullptr;
  Place place;
};

/// The hierarchy: organisations, folders, projects, and below a project what IAP guards. A project
/// goes by its id where a list of projects tells which number that is, else by what is written.
class Resources {
 public:
  explicit Resources(SourceReading& reading) : reading_(reading) {}

  /// Of what an answer of Resource Manager is: a project, a folder, an organisation. Before any is
  /// declared, as is the next one.
  void note(NodeView container);
  /// A name by which something of the hierarchy is spoken of.
  void note(std::string_view name);
  /// What a search says beside a resource: its project's number, folders, organisation.
  void note_search(NodeView asset);
  /// From a resource up: `projects/7`, `folders/2`, `organizations/1`.
  void note_ancestors(NodeView list);

  /// Of a project by its id, where that is told; else nothing.
  [[nodiscard]] std::string number_of(std::string_view id) const;

  /// Declares it, and whatever it lies in, where that is not done; its id. None of what IAP has
  /// nothing to do with.
  [[nodiscard]] Name declare(SourceReading::File& file, std::string_view name, Place place);
  /// The name by which a container goes: a project's id where its number was written.
  [[nodiscard]] std::string known_by(std::string_view container) const;
  /// Of a policy that does not say of what it is: something by itself, of any kind.
  [[nodiscard]] Name declare_untold(SourceReading::File& file, std::string_view name, Place place);
  /// Takes what only another side tells: which number a project has, and where pages are missing
  /// what its parents are. When all of this side is noted.
  void take_told_elsewhere(bool is_cut);
  /// What is below a project of this side and only another side speaks of is here, too, and where
  /// pages are missing whatever another side speaks of; given back is what is only by that. When
  /// all else is declared.
  [[nodiscard]] std::vector<Name> declare_told_apart(const std::optional<CutList>& cut);

 private:
  void tell_elsewhere();
  void add_containers(std::size_t since, std::vector<Name>& all) const;
  [[nodiscard]] bool is_above(std::string_view container, std::string_view other) const;
  [[nodiscard]] std::optional<std::string> parent_of(const std::string& container) const;
  void note_number(std::string_view id, std::string_view number);
  /// Whether nothing has declared it yet; from now on something has.
  [[nodiscard]] bool begin_declaring(Name id);
  [[nodiscard]] bool is_declared(std::string_view id) const;
  void declare_container(SourceReading::File& file, const std::string& id, Place place);
  [[nodiscard]] std::string parent_or_only(SourceReading::File& file, const std::string& id,
                                           Place place);
  void tell_untold(SourceReading::File& file, const std::string& id, std::string_view parent,
                   Place place);
  /// `parent` may be none.
  void add(SourceReading::File& file, Name id, Name parent, std::string_view type, Place place);
  void add_names(SourceReading::File& file, ResourceDeclaration& resource, std::string_view id,
                 bool is_asked_for);
  void note_parent(const std::string& container, std::string parent);

  SourceReading& reading_;
  std::map<std::string, std::string, std::less<>> id_of_number_;  ///< of projects
  std::map<std::string, std::string, std::less<>> number_of_id_;
  std::unordered_map<std::string, std::string> parents_;  ///< of containers, as written
  std::set<std::string, std::less<>> organizations_;
  NameIndex<bool> is_declared_;
  std::vector<Name> declared_;
  std::string_view last_ancestors_;  ///< as they are written
  bool has_folders_ = false;
  bool has_told_parent_ = false;
};

}  // namespace accessdrift::google_iap
