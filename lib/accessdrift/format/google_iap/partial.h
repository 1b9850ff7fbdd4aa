#pragma once

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/google_iap/bindings.h"
#include "accessdrift/format/google_iap/gates.h"
#include "accessdrift/format/google_iap/unknowns.h"

namespace accessdrift::google_iap {

/// What the files of a side say is not in them: further pages of lists, and what the query of a
/// search left out.
class Partial {
 public:
  /// Looks through the files, and tells of what is not there.
  Partial(SourceReading& reading, Attributes& attributes);

  /// Whether policies of a file are only what a query found of them.
  [[nodiscard]] bool is_filtered(const SourceReading::File& file) const {
    return filtered_.contains(&file);
  }
  /// Whether access levels are on further pages.
  [[nodiscard]] bool lacks_levels() const { return pages_.contains("accessLevels"); }
  /// A page of projects, folders or organisations, or of policies of them, behind which there are
  /// further ones; nothing if there is none.
  [[nodiscard]] std::optional<CutList> containers() const;

  /// What policies that are not here may allow: what another side tells of a resource, which both
  /// may have then, or anything. When all others and all resources are declared.
  void declare_bindings(const Bindings& bindings);
  /// Containers of which only another side tells, and that may be gone.
  void suppose(Gates& gates, const std::vector<Name>& containers);
  /// What policies that are not here may keep people from.
  void declare_gates(Gates& gates);

 private:
  struct Said {
    SourceReading::File* file = nullptr;
    NodeView what;
  };

  void find_pages();
  [[nodiscard]] std::optional<Said> page_before_missing(std::string_view key,
                                                        std::string_view infix);
  void find_queries();
  void suppose_gate(Gates& gates, const std::string& what, const std::optional<Said>& said);
  /// An unknown, by what stands for it.
  [[nodiscard]] std::string unknown(std::string_view what, const std::optional<Said>& said);
  [[nodiscard]] SourceReading::File& file_of(const std::optional<Said>& said) const {
    return said ? *said->file : reading_.files.front();
  }
  void tell_query(const Said& query);
  [[nodiscard]] std::optional<Said> first_of(std::initializer_list<std::string_view> lists) const;
  /// What says that policies are missing; nothing if none are.
  [[nodiscard]] std::optional<Said> missing_policies() const;
  /// Resources of which some side tells the policy, and some side lacks it.
  [[nodiscard]] std::vector<Name> told_by_some(const std::vector<Name>& all) const;
  /// Everybody may have everything there.
  void allow(const std::optional<Said>& said, std::string_view what,
             const std::vector<Name>& where);

  SourceReading& reading_;
  Attributes& attributes_;
  std::map<std::string_view, Said> pages_;  ///< by list: one that is not the last, and none is
  std::map<const SourceReading::File*, Said> filtered_;
};

}  // namespace accessdrift::google_iap
