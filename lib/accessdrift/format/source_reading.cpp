#include "accessdrift/format/source_reading.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::source {

namespace {

/// Nearly all differ in length or at an end.
bool are_equal(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a.empty() || (a.front() == b.front() && a.back() == b.back() && a == b);
}

}  // namespace

std::optional<NodeView> find(NodeView mapping, std::string_view key) {
  if (!mapping.is_mapping()) return std::nullopt;
  for (NodeView at = mapping.first_child(); !at.is_end(mapping);) {
    const NodeView value = at.next_sibling();
    if (are_equal(at.scalar(), key)) {
      if (value.kind() == NodeKind::Null) return std::nullopt;
      return value;
    }
    at = value.next_sibling();
  }
  return std::nullopt;
}

std::optional<NodeView> find_text(NodeView mapping, std::string_view key) {
  const std::optional<NodeView> found = find(mapping, key);
  if (!found || found->kind() != NodeKind::String || found->scalar().empty()) return std::nullopt;
  return found;
}

std::string_view text_of(NodeView mapping, std::string_view key) {
  const std::optional<NodeView> found = find_text(mapping, key);
  return found ? found->scalar() : std::string_view();
}

bool is_true(const std::optional<NodeView>& value) {
  return value && value->kind() == NodeKind::Boolean && value->scalar() == "true";
}

Diagnostic& report(SourceReading& reading, std::string_view code, std::string message, Span span) {
  Diagnostic& problem = reading.problems.emplace_back();
  problem.code = code;
  problem.message = std::move(message);
  problem.span = span;
  return problem;
}

void expect_list(SourceReading& reading, NodeView mapping, std::string_view key) {
  const std::optional<NodeView> found = find(mapping, key);
  if (!found || found->is_sequence()) return;
  report(reading, "wrong-type", "`" + std::string(key) + "` is no list", found->span()).label =
      "expected a list";
}

Diagnostic& warn(SourceReading& reading, std::string_view code, std::string message, Span span) {
  Diagnostic& problem = report(reading, code, std::move(message), span);
  problem.severity = Severity::Warning;
  return problem;
}

Diagnostic& remark(SourceReading::File& file, std::string_view code, Severity severity,
                   std::string message, Place place) {
  Diagnostic& made = file.declarations.remarks.emplace_back();
  made.severity = severity;
  made.code = code;
  made.message = std::move(message);
  made.span = {file.document.text.get(), place};
  return made;
}

void hide(std::string& bytes, Place place) {
  const std::size_t end = std::min<std::size_t>(place.end, bytes.size());
  for (std::size_t at = place.begin; at < end; ++at)
    if (bytes[at] != '\n' && bytes[at] != '\r') bytes[at] = '*';
}

void show_instead(SourceReading::File& file, std::string bytes) {
  struct Shown {
    std::shared_ptr<const SourceText> before;
    SourceText now;
  };
  const std::shared_ptr<const SourceText>& before = file.declarations.text;
  if (before->bytes() == bytes) return;
  const std::shared_ptr<Shown> both(new Shown{before, {before->path(), std::move(bytes)}});
  file.declarations.text = std::shared_ptr<const SourceText>(both, &both->now);
}

void open(GroupDeclaration& group, Place place) {
  if (group.is_open) return;
  group.is_open = true;
  group.open_place = place;
}

std::optional<bool> truth(NodeView mapping, std::string_view key) {
  const std::optional<NodeView> value = find(mapping, key);
  if (!value || !value->is_scalar()) return std::nullopt;
  const std::string said = fold_ascii(value->scalar());
  if (said == "true") return true;
  if (said == "false") return false;
  return std::nullopt;
}

Name intern_folded(SourceReading& reading, std::string_view id) {
  std::string buffer;
  return reading.names.intern(folded_ascii(id, buffer));
}

}  // namespace accessdrift::source
