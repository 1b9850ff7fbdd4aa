#include "accessdrift/format/google_iap/plans.h"

#include <algorithm>

namespace accessdrift::google_iap {

using source::each_item;
using source::find;
using source::text_of;

Plans::Plans(SourceReading& reading) : reading_(reading) {
  if (std::ranges::none_of(reading.files, &SourceReading::File::is_translated)) return;
  for (const SourceReading::File& file : reading.files) {
    each_item_of(file, [&](NodeView item) {
      if (!file.is_translated && !text_of(item, "name").empty())
        told_.emplace(text_of(item, "name"));
      if (file.is_translated && file.moment == Moment::After && does_change(item))
        note_replaced(item);
    });
  }
}

bool Plans::does_change(NodeView item) {
  bool does = false;
  each_item(item, "actions", [&](NodeView action) {
    does = does || action.scalar() == "create" || action.scalar() == "update" ||
           action.scalar() == "delete";
  });
  return does;
}

void Plans::note_replaced(NodeView item) {
  for (const std::string_view key : {"before", "after"}) {
    const std::optional<NodeView> state = find(item, key);
    if (!state) continue;
    const auto note = [&](NodeView one) {
      if (!text_of(one, "name").empty()) replaced_.emplace(text_of(one, "name"));
    };
    if (state->is_mapping()) note(*state);
    each_item(*state, note);
  }
  if (const std::string_view all_of = text_of(item, "all_of"); !all_of.empty())
    policies_.emplace(all_of);
}

bool Plans::is_replaced(NodeView answer) const {
  if (replaced_.empty() && policies_.empty()) return false;
  const std::string_view name = text_of(answer, "name");
  const std::optional<Kind> kind = name.empty() ? std::nullopt : kind_of(answer);
  // A resource's name stands beside its policy, too.
  const bool can_be = kind == Kind::Level || kind == Kind::DenyPolicy || kind == Kind::Settings ||
                      kind == Kind::Role;
  if (!can_be) return false;
  const std::size_t end = name.find("/accessLevels/");
  return replaced_.contains(name) || (end != name.npos && policies_.contains(name.substr(0, end)));
}

}  // namespace accessdrift::google_iap
