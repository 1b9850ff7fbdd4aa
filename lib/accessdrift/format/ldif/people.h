#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/ldif/entries.h"

namespace accessdrift::ldif {

/// Persons and services of the directory. First all are noted, so that it is known which names are
/// one's own; then `declare` declares them.
class People {
 public:
  explicit People(SourceReading& reading) : reading_(reading) {}

  void note(const Listed& listed);
  void declare(Listed& listed);

  [[nodiscard]] bool are_listed() const { return has_any_; }
  /// Those with that `uid`, without regard to case.
  [[nodiscard]] const std::vector<Name>& with_uid(std::string_view uid) const;

 private:
  /// A name that an entry has.
  struct Told {
    NodeView value;
    bool is_display_name = false;  ///< others may well have it, too
  };
  /// In the order in which they are taken for the id.
  [[nodiscard]] static std::vector<Told> names_of(const Entry& entry);
  [[nodiscard]] bool is_own(const Told& told) const;
  [[nodiscard]] Name intern(std::string_view name);

  void add_names(UserDeclaration& declared, Declarations& declarations, const Listed& listed);
  void add_status(UserDeclaration& declared, const Entry& entry);
  void add_end(UserDeclaration& declared, Declarations& declarations, const Entry& entry);
  void tell_time(NodeView value, std::string_view attribute, std::string_view expected);

  SourceReading& reading_;
  // How many have a name, folded.
  std::map<std::string, std::size_t, std::less<>> bearers_;
  std::map<std::string, std::size_t, std::less<>> displayed_;  ///< as a display name
  std::map<std::string, std::vector<Name>, std::less<>> by_uid_;
  std::string buffer_;
  bool has_any_ = false;
  bool told_shared_ = false;
  bool told_no_status_ = false;
};

}  // namespace accessdrift::ldif
