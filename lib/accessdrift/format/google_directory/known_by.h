#pragma once

#include <string>
#include <string_view>

#include "accessdrift/base/names.h"
#include "accessdrift/base/text.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::google_directory {

/// What a member says of whom it is.
struct SaidOf {
  std::string_view id;
  std::string_view address;
};

/// The one with that id or, without regard to case, that address; none if there is none.
[[nodiscard]] inline Name find_by(const Names& names, const NameIndex<Name>& by_id,
                                  const NameIndex<Name>& by_address, SaidOf said) {
  const Name id = names.find(said.id);
  if (const Name known = id.is_none() ? id : by_id.find(id); !known.is_none()) return known;
  std::string buffer;
  const Name address = names.find(folded_ascii(said.address, buffer));
  return address.is_none() ? address : by_address.find(address);
}

/// Whoever has it first keeps it.
inline void set_first(NameIndex<Name>& index, Name key, Name known) {
  if (index.find(key).is_none()) index.set(key, known);
}

}  // namespace accessdrift::google_directory
