#include "accessdrift/drift/set_edits.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/drift/edit_text.h"
#include "accessdrift/drift/sequence_edits.h"

namespace accessdrift {
namespace {

constexpr std::string_view kSet = "set:";

std::vector<std::string> sequence(const Snapshot& side, const Declared<SetDeclaration>& set) {
  std::vector<std::string> all;
  for (const auto& member : set->members)
    all.push_back(std::string(member.is_set ? kSet : "") + std::string(side.text(member.id)));
  return all;
}

/// What stands behind a place in an order.
std::string neighbour(const std::vector<std::string>& order, std::size_t at) {
  return at + 1 < order.size() ? "before " + order[at + 1] : "last";
}

/// Whether a member comes or goes as a thing; `other` is the side without it.
bool is_told_by_member(const SequenceEdit& edit, const Snapshot& other) {
  if (edit.before && edit.after) return false;
  const bool is_set = edit.item.starts_with(kSet);
  const Name id = other.names->find(edit.item.substr(is_set ? kSet.size() : 0));
  return is_set ? other.set_by_name.find(id).is_none() : other.policy_by_name.find(id).is_none();
}

struct OrderedSide {
  const Declared<SetDeclaration>& set;
  std::vector<std::string> order;

  [[nodiscard]] Edit::Side at(std::size_t place) const {
    return {neighbour(order, place), set.span(set->members[place].place)};
  }
};

Edit edit_of(const std::string& id, const SequenceEdit& edit, const OrderedSide& before,
             const OrderedSide& after) {
  Edit made{{Thing::Set, id, "policies", edit.item}, {}, {}, {}};
  if (edit.before) made.before = before.at(*edit.before);
  if (edit.after) made.after = after.at(*edit.after);
  if (!edit.after)
    made.seam = edit.seam ? after.set.span(after.set->members[*edit.seam].place) : after.set.key();
  return made;
}

}  // namespace

void add_set_edits(const Snapshot& before, const Snapshot& after, const Declared<SetDeclaration>& b,
                   const Declared<SetDeclaration>& a, EditCollector& edits) {
  using Item = EditCollector::Item;
  const std::string id(before.text(b->id));
  edits.changed({Thing::Set, id, "combine", {}},
                Item{std::string(to_text(b->combine)), b.span(b->combine_place)},
                Item{std::string(to_text(a->combine)), a.span(a->combine_place)});
  const OrderedSide old_side{b, sequence(before, b)};
  const OrderedSide new_side{a, sequence(after, a)};
  const bool is_written = b.file->is_native() || a.file->is_native();
  for (const SequenceEdit& edit : sequence_edits(old_side.order, new_side.order)) {
    if (is_written || !is_told_by_member(edit, edit.after ? before : after))
      edits.add(edit_of(id, edit, old_side, new_side));
  }
}

}  // namespace accessdrift
