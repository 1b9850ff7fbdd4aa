#include "accessdrift/format/google_iap/changes.h"

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/remarks.h"

namespace accessdrift::google_iap {

using source::each_item;
using source::find;
using source::find_text;
using source::is_true;
using source::text_of;

namespace {

/// A grant of nobody that is told, but of somebody who may be there.
Grant grant_of_others(const Change& change, Name resource) {
  Grant grant;
  grant.file = change.file;
  grant.resource = resource;
  grant.key = grant.body = change.address.place();
  const std::string address(change.address.scalar());
  grant.others = "others whom " + address + " takes away";
  grant.may_be_nobody = true;
  grant.id = "what " + address + " takes away";
  return grant;
}

/// Whether a member stands for more than one.
bool is_many(NodeView member) {
  const std::string_view text = member.is_scalar() ? member.scalar() : std::string_view();
  return !text.starts_with("user:") && !text.starts_with("serviceAccount:") &&
         !text.starts_with("principal://");
}

}  // namespace

void Changes::note(NodeView item) {
  for (const std::string_view key : {"before", "after"}) {
    if (const std::optional<NodeView> written = find(item, key))
      resources_.note(text_of(*written, "resource"));
  }
}

void Changes::gather(SourceReading::File& file, NodeView item) {
  Change& change = all_.emplace_back();
  change.address = *find(item, "address");
  change.file = &file;
  change.is_applied = file.moment == Moment::After;
  each_item(item, "actions", [&](NodeView action) {
    if (action.scalar() == "create") change.creates = true;
    if (action.scalar() == "update") change.updates = true;
    if (action.scalar() != "delete") return;
    change.deletes = true;
    change.deletes_last = change.creates;
  });
  change.is_new = is_true(find(item, "is_new"));
  if (const auto before = find(item, "before")) change.before = state(file, item, *before);
  if (const auto after = find(item, "after")) change.after = state(file, item, *after);
}

Change::State Changes::state(SourceReading::File& file, NodeView item, NodeView written) {
  Change::State made;
  const NodeView resource = *find(written, "resource");
  made.resource = resources_.declare(file, resource.scalar(), resource.place());
  const std::string_view authority = text_of(written, "authority");
  if (authority == "policy") made.authority = Authority::Policy;
  if (authority == "binding") made.authority = Authority::Binding;
  if (made.resource.is_none()) return made;
  if (made.authority != Authority::Policy) {
    made.grants.push_back(grant(file, item, made.resource, written));
    bindings_.note_members(made.grants.back());
    return made;
  }
  each_item(written, "bindings", [&](NodeView one) {
    if (!find_text(one, "role")) return;
    made.grants.push_back(grant(file, item, made.resource, one));
    made.grants.back().id += ' ' + std::string(text_of(one, "role"));
    bindings_.note_members(made.grants.back());
  });
  if (const auto others = find_text(written, "others")) {
    Grant& untold = made.grants.emplace_back();
    untold.file = &file;
    untold.resource = made.resource;
    untold.key = untold.body = find(item, "address")->place();
    untold.id = find(item, "address")->scalar();
    untold.others = others->scalar();
  }
  return made;
}

Grant Changes::grant(SourceReading::File& file, NodeView item, Name resource,
                     NodeView written) const {
  Grant made;
  made.file = &file;
  made.resource = resource;
  made.role = find_text(written, "role");
  made.condition = find(written, "condition");
  source::expect_list(reading_, written, "members");
  each_item(written, "members", [&](NodeView one) { made.members.push_back({one}); });
  made.address = find(item, "address");
  made.key = made.address->place();
  made.body = written.place();
  made.id = made.address->scalar();
  made.others = text_of(written, "others");
  return made;
}

void Changes::lay() {
  if (all_.empty()) return;
  add_remarks(all_, reading_.names);
  for (const Change& change : all_) {
    if (!change.before) continue;
    if (change.before->authority == Authority::Policy)
      master_policies_.insert(change.before->resource);
    if (change.before->authority == Authority::Binding) {
      for (const Grant& one : change.before->grants) masters_.insert(key_of(one));
    }
  }
  for (std::size_t i = 0; i < bindings_.grants().size(); ++i) index(i);
  name_by_changes();
  tell_differences();
  add_before();
  complete_sets();
  apply();
}

/// What the plan says to be there, where no answer does.
void Changes::add_before() {
  for (const Change& change : all_) {
    if (change.before && !bindings_.is_told(change.before->resource)) add_grants(*change.before);
    const bool sets = (change.creates || change.updates) && change.after &&
                      change.after->authority != Authority::Member && !change.is_new;
    if (sets && !bindings_.is_told(change.after->resource)) suppose_others(change);
  }
}

void Changes::add_grants(const Change::State& state) {
  for (const Grant& one : state.grants) {
    if (!bindings_.counts(one)) continue;
    bindings_.grants().push_back(one);
    index(bindings_.grants().size() - 1);
  }
}

void Changes::suppose_others(const Change& change) {
  const Change::State& after = *change.after;
  if (after.resource.is_none() || master_policies_.contains(after.resource)) return;
  Grant others = grant_of_others(change, after.resource);
  if (after.authority == Authority::Binding) {
    const Grant& set = after.grants.front();
    if (!bindings_.counts(set) || masters_.contains(key_of(set))) return;
    others.role = set.role;
    others.condition = set.condition;
  }
  if (!change.is_applied) {
    Diagnostic& problem = source::warn(
        reading_, "untold-members",
        "`" + shortened(change.address.scalar()) + "` takes away whom this plan does not show",
        change.address.span());
    problem.label = "members whom Terraform never knew lose what they have here";
    problem.help = "export the policy that is there, and compare with --onto EXPORT";
  }
  bindings_.grants().push_back(std::move(others));
  index(bindings_.grants().size() - 1);
  suppose_listed(after);
}

/// Sets of people that it lists may be there already, beside those whom nothing shows.
void Changes::suppose_listed(const Change::State& after) {
  for (const Grant& one : after.grants) {
    if (!one.role || !bindings_.counts(one)) continue;
    Grant listed = one;
    listed.id = "what those may have already whom " + one.id + " lists";
    listed.unsure = "already there " + one.id;
    listed.others.clear();
    std::erase_if(listed.members,
                  [](const Grant::Member& member) { return !is_many(member.written); });
    if (listed.members.empty()) continue;
    for (Grant::Member& member : listed.members) member.is_unsure = true;
    bindings_.grants().push_back(std::move(listed));
    index(bindings_.grants().size() - 1);
  }
}

/// Roles of which bindings and policies of Terraform have told, or tell, all members.
void Changes::complete_sets() {
  const auto complete = [&](const Change& change, const Change::State& state) {
    const Place place = change.address.place();
    if (state.authority == Authority::Policy)
      bindings_.project_members().complete(*change.file, place, state.resource, {});
    if (state.authority != Authority::Binding) return;
    for (const Grant& one : state.grants) {
      if (!one.condition)
        bindings_.project_members().complete(*change.file, place, state.resource,
                                             one.role->scalar());
    }
  };
  for (const Change& change : all_) {
    if (change.before) complete(change, *change.before);
    if (change.after && change.is_applied) complete(change, *change.after);
  }
}

/// A binding of an answer goes by the resource that holds it, or will, on both sides.
void Changes::name_by_changes() {
  for (const Change& change : all_) {
    const std::optional<Change::State>& state = change.after ? change.after : change.before;
    const bool is_master = state && state->authority != Authority::Member;
    if (!is_master || !bindings_.is_told(state->resource)) continue;
    for (const Grant& one : state->grants) name_answer(one);
  }
}

void Changes::name_answer(const Grant& like) {
  const auto bucket = like.role ? buckets_.find(key_of(like)) : buckets_.end();
  if (bucket == buckets_.end()) return;
  Grant& named = bindings_.grants()[bucket->second.grants.front()];
  if (named.id.empty()) named.id = like.id;
}

/// Where Terraform's state says something else than the answers.
void Changes::tell_differences() const {
  for (const Change& change : all_) {
    if (change.is_applied || !change.before || !bindings_.is_told(change.before->resource))
      continue;
    for (const Grant& one : change.before->grants) {
      if (one.role && bindings_.counts(one)) tell_differences(change, one);
    }
  }
}

void Changes::tell_differences(const Change& change, const Grant& before) const {
  const auto bucket = buckets_.find(key_of(before));
  const bool is_there = bucket != buckets_.end();
  std::set<std::string> known;
  for (const Grant::Member& member : before.members) {
    const std::string folded = folded_member(member.written);
    known.insert(folded);
    if (!is_there || !bucket->second.members.contains(folded))
      tell_difference(change, folded, "is in Terraform's state, and not in the export");
  }
  if (change.before->authority == Authority::Member || !is_there) return;
  std::set<std::string> more;
  for (const auto& [member, held] : bucket->second.members) {
    if (!known.contains(member)) more.insert(member);
  }
  for (const std::string& member : more)
    tell_difference(change, member, "is in the export, and not in Terraform's state");
}

void Changes::tell_difference(const Change& change, const std::string& member,
                              std::string_view what) const {
  source::warn(reading_, "prior-state-differs",
               "`" + shortened(change.address.scalar()) + "` is not there as Terraform knows it",
               change.address.span())
      .label = "`" + shortened(member) + "` " + std::string(what);
}

}  // namespace accessdrift::google_iap
