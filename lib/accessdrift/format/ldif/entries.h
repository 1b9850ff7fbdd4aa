#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/ldif/dn.h"
#include "accessdrift/format/ldif/entry.h"

namespace accessdrift::ldif {

/// An entry of a side.
struct Listed {
  SourceReading::File* file = nullptr;
  Entry entry;
  Kind kind = Kind::Other;
  DistinguishedName dn;
  Name name = {};  ///< by which policies name it, once that is known; none of what is neither
};

/// All entries of a side, by their names.
class Entries {
 public:
  explicit Entries(SourceReading& reading);

  [[nodiscard]] std::deque<Listed>& all() { return all_; }
  /// Null: there is none of that name.
  [[nodiscard]] const Listed* find(const DistinguishedName& dn) const;
  /// Whether any person or group lies beside what would be called so: then a missing one is not
  /// there, else it may lie in a part of the directory that was not exported.
  [[nodiscard]] bool covers(const DistinguishedName& dn) const;
  /// What says that more was found than is here; not known: nothing.
  [[nodiscard]] Span said_partial() const { return said_partial_; }

 private:
  void add_file(SourceReading::File& file);
  void add(SourceReading::File& file, const Entry& entry);
  void tell_client(NodeView record);

  SourceReading& reading_;
  std::deque<Listed> all_;
  std::map<std::string, std::size_t, std::less<>> by_dn_;
  std::set<std::string, std::less<>> parents_;
  Span said_partial_;
};

}  // namespace accessdrift::ldif
