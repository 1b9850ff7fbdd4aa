#include <set>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/gates.h"

namespace accessdrift::google_iap {
namespace {

using source::each_item;
using source::find_text;

/// Clients in a list, and what stands for those that a plan does not tell.
std::vector<NodeView> clients_in(const std::optional<NodeView>& list) {
  std::vector<NodeView> all;
  if (!list) return all;
  if (const auto untold = find_text(*list, "untold")) all.push_back(*untold);
  std::set<std::string_view> seen;
  each_item(*list, [&](NodeView client) {
    const bool is_one = client.kind() == NodeKind::String && !client.scalar().empty();
    if (is_one && seen.insert(client.scalar()).second) all.push_back(client);
  });
  return all;
}

}  // namespace

const Gates::Setting* Gates::nearest_programs(Name resource) const {
  std::size_t steps = 0;
  for (Name at = resource; !at.is_none() && steps <= parents_.size(); ++steps) {
    for (const Setting& setting : settings_) {
      if (setting.scope.resource == at && !clients_in(setting.programs).empty()) return &setting;
    }
    const auto parent = parents_.find(at);
    at = parent == parents_.end() ? Name{} : parent->second;
  }
  return nullptr;
}

void Gates::write_programs() {
  bool is_any = false;
  for (const Setting& setting : settings_) {
    if (clients_in(setting.programs).empty()) continue;
    is_any = true;
    remark_on_programs(setting);
  }
  if (!is_any) return;
  std::set<Name> inner;
  for (const auto& [resource, parent] : parents_) inner.insert(parent);
  for (const SourceReading::File& file : reading_.files) {
    const std::size_t count = file.declarations.resources.size();
    for (std::size_t i = 0; i < count; ++i) {
      const ResourceDeclaration app = file.declarations.resources[i];
      const bool is_app = reading_.names.text(app.id).find("/iap_web") != std::string_view::npos &&
                          !inner.contains(app.id);
      const Setting* const setting = is_app ? nearest_programs(app.id) : nullptr;
      if (setting != nullptr) add_programs(*setting, app, file);
    }
  }
}

/// What conditions ask of the name, they ask of the application's.
void Gates::add_programs(const Setting& setting, const ResourceDeclaration& app,
                         const SourceReading::File& of) {
  for (const NodeView client : clients_in(setting.programs)) {
    Declarations& declarations = setting.file->declarations;
    const Place place = client.place();
    ResourceDeclaration program = app;
    program.id = reading_.names.intern(std::string(reading_.names.text(app.id)) + " by client " +
                                       std::string(client.scalar()));
    program.key = program.body = place;
    program.type->place = place;
    program.parent = NamePlace{app.id, place};
    program.attributes.first = static_cast<std::uint32_t>(declarations.attribute_values.size());
    for (std::uint32_t i = 0; i < app.attributes.count; ++i) {
      AttributeValue value = of.declarations.attribute_values[app.attributes.first + i];
      value.key = value.place = place;
      declarations.attribute_values.push_back(value);
    }
    declarations.resources.push_back(std::move(program));
  }
}

/// The nearest list counts, so it cuts off clients that only one above has.
void Gates::remark_on_programs(const Setting& setting) const {
  const auto above = parents_.find(setting.scope.resource);
  const Setting* const other = above == parents_.end() ? nullptr : nearest_programs(above->second);
  if (other == nullptr) return;
  std::set<std::string_view> kept;
  for (const NodeView client : clients_in(setting.programs)) kept.insert(client.scalar());
  for (const NodeView client : clients_in(other->programs)) {
    if (kept.contains(client.scalar())) continue;
    Diagnostic& told =
        source::remark(*setting.file, "GCP17", Severity::Warning,
                       "client `" + shortened(client.scalar()) + "` is not among these, which " +
                           "stand in place of those of `" +
                           shortened(reading_.names.text(other->scope.resource)) + '`',
                       setting.programs->place());
    told.label = "programs that use it are cut off here";
    told.notes.push_back({client.span(), "allowed above"});
  }
}

}  // namespace accessdrift::google_iap
