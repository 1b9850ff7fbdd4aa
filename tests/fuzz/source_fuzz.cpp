#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/document/read.h"
#include "accessdrift/format/native/validate.h"
#include "accessdrift/format/read_source.h"
#include "accessdrift/format/registry.h"
#include "accessdrift/model/snapshot.h"

/// Every format's reader, over any tree: the first line names the format, or its first byte chooses
/// one; what stands behind a line `---` is another file.
namespace {

using namespace accessdrift;

/// What a file declares, in words.
std::string declared(const Declarations& file, const Names& names) {
  std::string all;
  const auto add = [&](Name name, Place place) {
    all += std::string(names.text(name)) + ' ' + std::to_string(place.begin) + '-' +
           std::to_string(place.end) + '\n';
  };
  const auto add_things = [&](const auto& things) {
    for (const auto& thing : things) {
      add(name_of(thing), thing.key);
      add(name_of(thing), thing.body);
    }
  };
  const auto add_mentions = [&](const std::vector<Mention>& mentions) {
    for (const Mention& one : mentions) add(one.id, one.place);
  };
  add_things(file.users);
  add_things(file.groups);
  add_things(file.attributes);
  add_things(file.clients);
  add_things(file.resources);
  add_things(file.policies);
  add_things(file.sets);
  add_things(file.named_conditions);
  add_mentions(file.mentions);
  for (const NamePlace& alias : file.aliases) add(alias.name, alias.place);
  for (const AttributeValue& value : file.attribute_values) {
    add(value.attribute, value.key);
    add(value.value.text, value.place);
  }
  for (const PolicyDeclaration& policy : file.policies) {
    add_mentions(policy.who);
    for (const NamePlace& target : policy.to) add(target.name, target.place);
    if (policy.when) all += policy.when->text + '\n';
  }
  for (const UserDeclaration& user : file.users) all += to_text(user.status);
  for (const Diagnostic& remark : file.remarks) all += remark.message + '\n';
  return all;
}

/// All that is found wrong, and what is declared.
std::string said(const Format& format, const std::vector<const Document*>& documents) {
  Names names;
  std::vector<SourceFile> files;
  for (const Document* const document : documents) files.push_back({document, nullptr});
  const ReadSource read = read_source(format, files, names);
  std::string all;
  for (const DeclarationsPointer& file : read.declarations) all += declared(*file, names);
  for (const Diagnostic& problem : read.problems)
    all += problem.message + ' ' + std::to_string(problem.span.place.begin) + '\n';
  return all;
}

/// What a format never reads makes no difference.
const char* differs_without_unread(const Format& format,
                                   const std::vector<const Document*>& documents) {
  if (unread_by(format).empty()) return nullptr;
  std::vector<Document> less;
  for (const Document* const document : documents) {
    auto read = read_document_without(document->text, unread_by(format));
    if (!read) return nullptr;
    less.push_back(std::move(*read));
  }
  std::vector<const Document*> pointers;
  for (const Document& document : less) pointers.push_back(&document);
  return said(format, documents) == said(format, pointers) ? nullptr : "what is unread is read";
}

bool is_inside(Span span, const std::vector<const Document*>& documents) {
  if (!span.is_known()) return true;
  // A format may hide secrets of a file in a copy of its text.
  const bool is_known = std::ranges::any_of(documents, [&](const Document* document) {
    return document->text->path() == span.text->path() &&
           document->text->bytes().size() == span.text->bytes().size();
  });
  return is_known && span.place.begin <= span.place.end &&
         span.place.end <= span.text->bytes().size();
}

const char* broken(const Format& format, const std::vector<SourceFile>& files) {
  const auto names = std::make_shared<Names>();
  std::vector<const Document*> documents;
  for (const SourceFile& file : files) documents.push_back(file.document);
  const ReadSource read = read_source(format, files, *names);
  if (read.declarations.size() != documents.size()) return "a file without declarations";
  for (const Diagnostic& problem : read.problems) {
    if (problem.code.empty() || problem.message.empty()) return "a problem without words";
    if (!is_inside(problem.span, documents)) return "a problem outside the files";
  }
  if (has_errors(read.problems)) return nullptr;
  const Snapshot snapshot = link(read.declarations, names);
  for (const Diagnostic& problem : validate_native(snapshot)) {
    if (!is_inside(problem.span, documents)) return "a problem of what is linked outside the files";
  }
  return nullptr;
}

/// What files say of other systems is read by the readers of these, before and after.
const char* broken_translation(const Format& format, const std::vector<const Document*>& files) {
  for (const Moment moment : {Moment::Before, Moment::After}) {
    std::map<std::string_view, std::vector<SourceFile>> by_format;
    std::vector<Translated> made;
    for (const Document* const file : files) {
      Diagnostics problems;
      made.push_back(format.translate(*file, moment, problems));
      for (const Diagnostic& problem : problems) {
        const bool is_inside = problem.span.text == made.back().text.get() &&
                               problem.span.place.begin <= problem.span.place.end &&
                               problem.span.place.end <= problem.span.text->bytes().size();
        if (!is_inside) return "a problem of a translation outside the file";
      }
    }
    for (const Translated& one : made) {
      for (const Translation& translation : one.all)
        by_format[translation.format].push_back({&translation.document, nullptr, true, moment});
    }
    for (const auto& [name, translated] : by_format) {
      if (const char* const what = broken(*find_format(name), translated)) return what;
    }
  }
  return nullptr;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size - 1);
  const Format* const named = find_format(input.substr(0, line));
  const Format& format = named != nullptr ? *named : formats()[data[0] % formats().size()];
  const std::string bytes(input.substr(line + 1));
  constexpr std::string_view kBetween = "\n---\n";
  std::array<std::string, 3> files;
  for (std::size_t i = 0, at = 0; i < files.size() && at < bytes.size(); ++i) {
    const std::size_t cut = std::min(bytes.find(kBetween, at), bytes.size());
    files[i] = bytes.substr(at, cut - at);
    at = cut + kBetween.size();
  }
  std::vector<Document> read;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].empty()) continue;
    // Files of some formats are what their names say.
    const bool is_by_name = format.parse != read_document;
    const std::string_view end = format.extensions[is_by_name ? i % format.extensions.size() : 0];
    const std::string path = std::to_string(i) + std::string(end);
    Result<Document> document = format.parse(std::make_shared<const SourceText>(path, files[i]));
    if (document) read.push_back(std::move(*document));
  }
  std::vector<const Document*> documents;
  std::vector<SourceFile> sources;
  for (const Document& document : read) {
    documents.push_back(&document);
    sources.push_back({&document, nullptr});
  }
  if (documents.empty()) return 0;
  if (const char* const what = differs_without_unread(format, documents)) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
  const char* what = broken(format, sources);
  if (what == nullptr && format.translate != nullptr) what = broken_translation(format, documents);
  if (what != nullptr) {
    std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(format.name.size()), format.name.data(),
                 what);
    std::abort();
  }
  return 0;
}
