#include "accessdrift/drift/change.h"

namespace accessdrift {

std::string text_of(const Snapshot& snapshot, const SideNames& names) {
  if (names.before.is_none()) return std::string(snapshot.text(names.after));
  std::string text(snapshot.text(names.before));
  if (!names.after.is_none() && names.after != names.before)
    text.append(" -> ").append(snapshot.text(names.after));
  return text;
}

std::string text_of(const Snapshot& snapshot, const AskedAction& action) {
  std::string text = text_of(snapshot, action.names);
  if (action.methods.size() == action.of_methods) return text;
  std::string methods;
  for (const Name method : action.methods)
    methods.append(methods.empty() ? "" : ", ").append(snapshot.text(method));
  return text + " (" + methods + ")";
}

ChangeKind kind_of(Region before, Region after, Diagrams& diagrams) {
  const bool gains = !diagrams.includes(before, after);
  const bool loses = !diagrams.includes(after, before);
  if (before == Diagrams::never()) return ChangeKind::Gained;
  if (after == Diagrams::never()) return ChangeKind::Lost;
  if (gains && loses) return ChangeKind::Shifted;
  return gains ? ChangeKind::Widened : ChangeKind::Narrowed;
}

}  // namespace accessdrift
