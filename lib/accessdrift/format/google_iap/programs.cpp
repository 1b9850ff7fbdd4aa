#include "accessdrift/format/google_iap/programs.h"

#include <set>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find;
using source::find_text;

constexpr std::string_view kPrograms = "programs of ";

std::string by_client(std::string_view client) { return " by client " + std::string(client); }

/// A plan speaks of clients, or of settings that have some.
std::string clients_of(NodeView untold) {
  const std::string_view said = untold.scalar();
  return (said.starts_with("clients") ? "" : "clients of ") + std::string(said);
}

}  // namespace

void Programs::note(SourceReading::File& file, Name resource, NodeView programs, bool has_veto) {
  List list{&file, resource, programs, {}, {}, has_veto};
  list.untold = find_text(programs, "untold");
  const auto told = list.untold ? find(programs, "programmaticClients") : std::optional(programs);
  std::set<std::string_view> seen;
  const auto add = [&](NodeView client) {
    const bool is_one = client.kind() == NodeKind::String && !client.scalar().empty();
    if (is_one && seen.insert(client.scalar()).second) list.known.push_back(client);
  };
  if (told) each_item(*told, add);
  if (list.known.empty() && !list.untold) return;
  if (!resource.is_none()) list_of_.emplace(resource, lists_.size());
  lists_.push_back(std::move(list));
}

/// The nearest one, its own among them.
const Programs::List* Programs::list_above(Name resource) const {
  std::size_t steps = 0;
  for (Name at = resource; !at.is_none() && steps <= parents_.size(); ++steps) {
    if (const auto found = list_of_.find(at); found != list_of_.end())
      return &lists_[found->second];
    const auto parent = parents_.find(at);
    at = parent == parents_.end() ? Name{} : parent->second;
  }
  return nullptr;
}

void Programs::write(const std::map<Name, Name>& parents) {
  if (lists_.empty()) return;
  parents_ = parents;
  for (const List& list : lists_) remark_on(list);
  std::vector<App> all = apps();
  for (App& app : all) write_programs(app);
}

std::vector<Programs::App> Programs::apps() const {
  std::set<Name> inner;
  for (const auto& [resource, parent] : parents_) inner.insert(parent);
  std::vector<App> all;
  for (const SourceReading::File& file : reading_.files) {
    for (const ResourceDeclaration& one : file.declarations.resources) {
      const bool is_web = reading_.names.text(one.id).find("/iap_web") != std::string_view::npos;
      if (!is_web || inner.contains(one.id)) continue;
      const auto first = file.declarations.attribute_values.begin() + one.attributes.first;
      all.push_back({one, {first, first + one.attributes.count}, {}, nullptr});
    }
  }
  return all;
}

std::string Programs::programs_of(Name app) const {
  return std::string(kPrograms) + std::string(reading_.names.text(app));
}

void Programs::write_programs(App& app) {
  write_nearest(app);
  write_unplaced(app);
  if (app.first_untold != nullptr) write_told_apart(app);
}

/// The nearest list with a client counts. One of which some is not told may have none. Parents in a
/// circle are refused later, but must not be followed for ever.
void Programs::write_nearest(App& app) {
  std::size_t met = 0;
  for (const List* list = list_above(app.resource.id); list != nullptr && met++ < lists_.size();) {
    for (const NodeView client : list->known) {
      declare(app, *list, by_client(client.scalar()), client.place(),
              unknown_of(app, client.scalar()));
    }
    if (list->untold) write_further(app, *list);
    if (!list->known.empty()) break;
    const auto parent = parents_.find(list->resource);
    list = parent == parents_.end() ? nullptr : list_above(parent->second);
  }
}

/// Lists of which it is not told what they are of.
void Programs::write_unplaced(App& app) {
  for (const List& list : lists_) {
    if (!list.resource.is_none()) continue;
    for (const NodeView client : list.known)
      declare(app, list, by_client(client.scalar()), client.place(), {});
    if (list.untold) write_further(app, list);
  }
}

std::string Programs::unknown_of(const App& app, std::string_view client) {
  if (app.first_untold == nullptr || app.first_untold->has_veto) return {};
  return "client " + std::string(client) + " among " +
         std::string(app.first_untold->untold->scalar());
}

void Programs::write_further(App& app, const List& list) {
  if (app.first_untold == nullptr) app.first_untold = &list;
  const std::string further = clients_of(*list.untold);
  declare(app, list, " by " + further, list.untold->place(), list.has_veto ? "" : further);
}

/// Which another side has may be among those that are not told here.
void Programs::write_told_apart(App& app) {
  const std::string start = by_client("");
  const List& list = *app.first_untold;
  for (const BetweenSides::Item& told : reading_.between.told(programs_of(app.resource.id))) {
    if (!told.front().starts_with(start)) continue;
    const std::string client = told.front().substr(start.size());
    declare(app, list, by_client(client), list.untold->place(), unknown_of(app, client));
  }
}

/// What conditions ask of the name, they ask of the application's.
void Programs::declare(App& app, const List& list, const std::string& program, Place place,
                       std::string_view unknown) {
  if (!app.programs.insert(program).second) return;
  Declarations& declarations = list.file->declarations;
  const std::string id = std::string(reading_.names.text(app.resource.id)) + program;
  if (unknown.empty()) reading_.between.tell(programs_of(app.resource.id), {program});
  ResourceDeclaration made = app.resource;
  made.id = reading_.names.intern(id);
  made.key = made.body = place;
  made.type->place = place;
  made.parent = NamePlace{app.resource.id, place};
  made.attributes.first = static_cast<std::uint32_t>(declarations.attribute_values.size());
  for (AttributeValue value : app.attributes) {
    value.key = value.place = place;
    declarations.attribute_values.push_back(value);
  }
  declarations.resources.push_back(std::move(made));
  if (unknown.empty()) return;
  // In no set: it denies what any other setting lets through, too.
  PolicyDeclaration veto;
  veto.id = reading_.names.intern(id + " as far as it is not known");
  veto.key = veto.body = veto.effect_place = veto.to_place = place;
  veto.effect = Effect::Deny;
  veto.is_implied = true;
  veto.to = {{reading_.names.intern(id), place}};
  Mention anyone;
  anyone.kind = MentionKind::Anyone;
  anyone.place = place;
  veto.who = {anyone};
  veto.when = ConditionText{
      '!' + attributes_.declare_unknown(*list.file, unknown, place), place, 0, false, {}};
  declarations.policies.push_back(std::move(veto));
}

/// The nearest list counts, so it cuts off clients that only one above has.
void Programs::remark_on(const List& list) const {
  const auto above = parents_.find(list.resource);
  const bool is_told = !list.untold && !list.resource.is_none();
  const List* const other =
      !is_told || above == parents_.end() ? nullptr : list_above(above->second);
  if (other == nullptr) return;
  std::set<std::string_view> kept;
  for (const NodeView client : list.known) kept.insert(client.scalar());
  for (const NodeView client : other->known) {
    if (kept.contains(client.scalar())) continue;
    Diagnostic& told = source::remark(
        *list.file, "GCP17", Severity::Warning,
        "client `" + shortened(client.scalar()) + "` is not among these, which " +
            "stand in place of those of `" + shortened(reading_.names.text(other->resource)) + '`',
        list.written.place());
    told.label = "programs that use it are cut off here";
    told.notes.push_back({client.span(), "allowed above"});
  }
}

}  // namespace accessdrift::google_iap
