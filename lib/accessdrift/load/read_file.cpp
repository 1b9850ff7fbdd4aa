#include "accessdrift/load/read_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/document/read.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/format/project/read_expected.h"
#include "accessdrift/format/project/read_project.h"
#include "accessdrift/format/registry.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift {
namespace {

constexpr std::size_t kTooManyBytes = 200'000'000;
// Files at the root of a side that steer the program; they are known by name.
constexpr std::string_view kExpectedChanges = "accessdrift.expect.yaml";

bool steers(const ReadFile& file) { return accessdrift::steers(file.text->path()); }

void ignore(ReadFile& file) {
  file.state = ReadFile::State::Ignored;
  file.text.reset();
}

void fail(ReadFile& file, Diagnostics diagnostics) {
  file.state = ReadFile::State::Broken;
  file.is_partial = true;
  file.diagnostics = std::move(diagnostics);
}

/// Keeps what a file says that is read by a function of its own.
template <typename Said, typename Read>
void keep(ReadFile& file, std::shared_ptr<const Said> ReadFile::*said, Read read) {
  file.state = ReadFile::State::Steers;
  file.*said = std::make_shared<const Said>(std::move(read.file));
  file.diagnostics = std::move(read.diagnostics);
}

void settle_steering(ReadFile& file, const Document& document, Names& names) {
  if (file.text->path() == kProjectFileName)
    return keep(file, &ReadFile::project, read_project(document, names));
  keep(file, &ReadFile::expected, read_expected(document, names));
}

bool is_chosen_for_another(const ReadFile& file) { return !file.chosen.empty(); }

bool may_be_ours(std::string_view path, std::string_view bytes) {
  return (has_native_extension(path) && may_hold_native_header(bytes)) ||
         may_be_of_a_format(path, bytes);
}

/// Whether only the tree tells what it is.
bool may_be_ours(const ReadFile& file) {
  if (steers(file) || is_chosen_for_another(file)) return true;
  const std::string_view path = file.text->path();
  const std::string_view bytes = file.text->bytes();
  return may_be_ours(path, bytes.substr(0, kFrontOfFile)) || may_be_ours(path, bytes);
}

/// The tree of a file of another format, without what that never reads; nothing if the whole
/// tree is needed.
std::optional<Document> read_without_unread(const ReadFile& file) {
  const std::string_view path = file.text->path();
  const std::string_view bytes = file.text->bytes();
  const Format* const format = is_chosen_for_another(file)
                                   ? find_format(file.chosen)
                                   : likely_format(path, bytes.substr(0, kFrontOfFile));
  if (format == nullptr || unread_by(*format).empty() || steers(file)) return std::nullopt;
  std::optional<Document> read = read_document_without(file.text, unread_by(*format));
  if (!read || is_chosen_for_another(file)) return read;
  const NodeView root(*read);
  const std::vector<const Format*> candidates = formats_of(path, root);
  const bool is_certain = !has_native_header(root) && candidates.size() == 1;
  return is_certain && candidates.front() == format ? std::move(read) : std::nullopt;
}

/// Some systems print a list as one document an element; a native file has one.
bool is_list_of_documents(const ReadFile& file, const Diagnostics& problems) {
  const std::string_view path = file.text->path();
  const std::string_view bytes = file.text->bytes();
  return problems.front().code == "second-document" && !steers(file) &&
         !claims_native_header(path, bytes) &&
         (is_chosen_for_another(file) || may_be_of_a_format(path, bytes));
}

bool is_of_lines(const ReadFile& file) {
  const std::string_view path = file.text->path();
  const Format* const format = find_format(file.chosen);
  const bool is_json = has_native_extension(path) || path.ends_with(".jsonl");
  return holds_lines(path) || (format != nullptr && format->parse != read_document && !is_json);
}

/// Lines may hold secrets, which their reader would leave out of what is shown: where it cannot
/// read them, none is.
void hide_bytes(ReadFile& file) {
  std::string bytes(file.text->bytes());
  source::hide(bytes, {0, static_cast<std::uint32_t>(bytes.size())});
  auto shown = std::make_shared<const SourceText>(file.text->path(), std::move(bytes));
  const auto show = [&](Span& span) {
    if (span.text == file.text.get()) span.text = shown.get();
  };
  for (Diagnostic& problem : file.diagnostics) {
    show(problem.span);
    for (auto& note : problem.notes) show(note.span);
  }
  file.text = std::move(shown);
}

/// A file that cannot be parsed is somebody else's unless it claims to be ours.
void tell_unparsed(ReadFile& file, Diagnostics diagnostics) {
  const bool is_ours = steers(file) || is_chosen_for_another(file) ||
                       (has_native_extension(file.text->path()) &&
                        claims_native_header(file.text->path(), file.text->bytes()));
  if (is_ours) return fail(file, std::move(diagnostics));
  const std::string_view bytes = file.text->bytes();
  const bool is_template = bytes.find("{{") != bytes.npos;
  const bool may_be_one = may_be_of_a_format(file.text->path(), bytes) && !is_template;
  std::shared_ptr<const SourceText> text = file.text;
  ignore(file);
  if (!may_be_one) return;
  Diagnostic warning = std::move(diagnostics.front());
  warning.severity = Severity::Warning;
  warning.notes.push_back({{}, "so the file is passed over; whether it is an export is not known"});
  file.text = std::move(text);
  file.diagnostics = {std::move(warning)};
}

void settle_unparsed(ReadFile& file, Diagnostics diagnostics) {
  tell_unparsed(file, std::move(diagnostics));
  if (file.text && is_of_lines(file)) hide_bytes(file);
}

Diagnostic several_formats(const ReadFile& file, const std::vector<const Format*>& candidates) {
  std::vector<std::string> names;
  names.reserve(candidates.size());
  for (const Format* const format : candidates) names.emplace_back(format->name);
  Diagnostic problem;
  problem.code = "two-formats";
  problem.message = "the file could be one of " + join_or(names);
  problem.span = {file.text.get(), {0, 0}};
  problem.label = "what it holds does not tell";
  problem.help = "name its format under `sources` in accessdrift.yaml";
  return problem;
}

/// Keeps the tree of a file that its source reads.
void settle_source(ReadFile& file, Document document) {
  std::vector<const Format*> candidates;
  if (is_chosen_for_another(file)) {
    candidates.push_back(find_format(file.chosen));
  } else {
    candidates = formats_of(file.text->path(), NodeView(document));
  }
  if (candidates.empty()) return ignore(file);
  if (candidates.size() > 1) return fail(file, {several_formats(file, candidates)});
  file.state = ReadFile::State::IsOfSource;
  file.format = candidates.front();
  file.document = std::make_shared<const Document>(std::move(document));
}

Diagnostic too_large(const ReadFile& file) {
  Diagnostic diagnostic;
  diagnostic.code = "too-large";
  diagnostic.message = "the file has " + std::to_string(file.text->bytes().size()) + " bytes";
  diagnostic.span = {file.text.get(), {0, 0}};
  diagnostic.label = "expected fewer than " + std::to_string(kTooManyBytes);
  diagnostic.help = "split it: all files of a side are read as one";
  return diagnostic;
}

}  // namespace

bool is_project_file(std::string_view path) { return path == kProjectFileName; }

bool steers(std::string_view path) { return is_project_file(path) || path == kExpectedChanges; }

bool is_project_file(const ReadFile& file) {
  return file.text && file.text->path() == kProjectFileName && !file.declarations;
}

bool needs_parsing(ReadFile& file) {
  if (!may_be_ours(file)) {
    ignore(file);
    return false;
  }
  if (file.text->bytes().size() < kTooManyBytes) return true;
  settle_unparsed(file, {too_large(file)});
  return false;
}

Result<Document> parse(const ReadFile& file) {
  if (std::optional<Document> less = read_without_unread(file)) return std::move(*less);
  const Format* const format = find_format(file.chosen);
  const auto parse_whole = format == nullptr ? read_document : format->parse;
  Result<Document> parsed = parse_whole(file.text);
  if (!parsed && is_list_of_documents(file, parsed.error())) return read_yaml_documents(file.text);
  return parsed;
}

void settle(ReadFile& file, Result<Document> parsed, Names& names) {
  if (!parsed) return settle_unparsed(file, std::move(parsed.error()));
  if (is_chosen_for_another(file)) return settle_source(file, std::move(*parsed));
  std::optional<NativeFile> native = read_native(*parsed, names);
  if (!native && steers(file)) return settle_steering(file, *parsed, names);
  if (!native) return settle_source(file, std::move(*parsed));
  file.state = ReadFile::State::Declares;
  file.declarations = std::make_shared<const Declarations>(std::move(native->declarations));
  file.diagnostics = std::move(native->diagnostics);
  file.is_partial = native->is_partial;
}

}  // namespace accessdrift
