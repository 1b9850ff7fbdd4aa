#include "accessdrift/base/time_problem.h"
#include "accessdrift/format/condition_text.h"
#include "accessdrift/format/native/reading.h"

namespace accessdrift::native {
namespace {

constexpr std::string_view kWindows = "a window as text or a list of them";

/// `problem` lies in the text of `value`.
Place place_in(NodeView value, Place problem) {
  return condition_text(value).place_of(problem.begin, problem.end);
}

void read_part(Reading& reading, WindowDeclaration& window, NodeView value) {
  auto parsed = parse_time_window(value.scalar());
  if (!parsed) {
    WindowProblem& problem = parsed.error();
    report(reading, "invalid-window", std::move(problem.message), place_in(value, problem.place))
        .label = std::move(problem.label);
    return;
  }
  const auto end = static_cast<std::uint32_t>(parsed->text.size());
  const auto zone_begin = static_cast<std::uint32_t>(end - parsed->zone.size());
  const Place zone = place_in(value, {zone_begin, end});
  window.parts.push_back({*std::move(parsed), value.place(), zone});
}

/// A window counts once, however it is written.
void report_repeated_parts(Reading& reading, const Owner& owner, const WindowDeclaration& window) {
  std::map<std::pair<std::string, std::vector<MinuteRange>>, Place> seen;
  for (const WindowDeclaration::Part& part : window.parts) {
    const auto [first, is_new] =
        seen.emplace(std::pair(part.window.zone, part.window.minutes), part.place);
    if (is_new) continue;
    Diagnostic& diagnostic =
        report(reading, "repeated-member",
               quoted(part.window.text) + " stands twice in " + to_text(owner), part.place);
    diagnostic.label = "named again";
    diagnostic.notes.push_back({{reading.document.text.get(), first->second}, "first named here"});
  }
}

void read_parts(Reading& reading, const Owner& owner, WindowDeclaration& window, NodeView value) {
  if (value.kind() == NodeKind::String) return read_part(reading, window, value);
  if (!value.is_sequence()) return report_wrong_type(reading, owner, {}, value, kWindows);
  if (value.is_empty_collection()) {
    report(reading, "empty-list", to_text(owner) + " is an empty list", value.place()).label =
        "expected windows";
  }
  for_each_item(value, [&](NodeView item) {
    if (item.kind() == NodeKind::String) return read_part(reading, window, item);
    report_wrong_type(reading, {"each of " + to_text(owner), {}}, {}, item, "a window as text");
  });
  report_repeated_parts(reading, owner, window);
}

}  // namespace

void read_windows(Reading& reading, NodeView section) {
  for_each_entry(reading, section, [&](const Entry& entry) {
    if (!expect_name(reading, "window", entry.key)) return;
    const Owner owner{"window", entry.key.scalar()};
    WindowDeclaration window{
        reading.names.intern(owner.id), entry.key.place(), entry.value.place(), {}};
    read_parts(reading, owner, window, entry.value);
    reading.file.declarations.windows.push_back(std::move(window));
  });
}

std::optional<Until> read_until(Reading& reading, const Owner& owner, const Entry& entry) {
  const NodeView value = entry.value;
  if (value.kind() != NodeKind::String) {
    report_wrong_type(reading, owner, entry.key.scalar(), value, "a date or a time");
    return std::nullopt;
  }
  auto end = read_time(value.scalar());
  if (end) return Until{*end, entry.key.place(), value.place()};
  Diagnostic& diagnostic = report(
      reading, "invalid-time",
      quoted(entry.key.scalar()) + " of " + to_text(owner) + " cannot be " + quoted(value.scalar()),
      value.place());
  diagnostic.label = std::move(end.error().label);
  diagnostic.help = std::move(end.error().help);
  return std::nullopt;
}

}  // namespace accessdrift::native
