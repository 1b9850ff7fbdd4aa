#include "accessdrift/format/ldif/entries.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"

namespace accessdrift::ldif {
namespace {

using namespace source;

/// Of what clients print behind the entries: its first value, as a text.
std::optional<NodeView> said(NodeView record, std::string_view key) {
  const std::optional<NodeView> values = source::find(record, key);
  if (!values || !values->is_sequence() || values->is_empty_collection()) return std::nullopt;
  const NodeView value = values->first_child();
  return is_text(value) ? std::optional(value) : std::nullopt;
}

}  // namespace

Entries::Entries(SourceReading& reading) : reading_(reading) {
  for (SourceReading::File& file : reading.files) add_file(file);
}

void Entries::add_file(SourceReading::File& file) {
  const NodeView root(file.document);
  bool has_entry = false;
  std::optional<NodeView> strange;
  if (!root.is_sequence()) strange = root;
  each_item(root, [&](NodeView record) {
    if (is_entry(record)) {
      has_entry = true;
      return add(file, Entry(record));
    }
    const bool is_of_client =
        said(record, "search") || said(record, "result") || said(record, "ref");
    if (is_of_client) return tell_client(record);
    if (!strange) strange = record;
  });
  if (!strange && has_entry) return;
  if (!strange && said_partial_.is_known()) return;
  Diagnostic& problem =
      report(reading_, "not-of-format",
             strange ? "this is no entry of a directory" : "no entry of a directory is here",
             strange ? strange->span() : root.span());
  problem.label = "expected entries, each with its `dn`";
  problem.help = "export them again, as LDIF";
}

void Entries::add(SourceReading::File& file, const Entry& entry) {
  std::optional<DistinguishedName> dn = DistinguishedName::parse(entry.dn().scalar());
  if (!dn) {
    report(reading_, "invalid-ldif", "`dn` is no distinguished name", entry.dn().span()).label =
        "expected names like `uid=ana,ou=people,dc=corp,dc=example`";
    return;
  }
  const Kind kind = entry.kind();
  const auto [known, is_new] = by_dn_.try_emplace(dn->key(), all_.size());
  if (!is_new) {
    Diagnostic& problem = report(
        reading_, "defined-twice",
        "the entry `" + shortened(entry.dn().scalar()) + "` stands here twice", entry.dn().span());
    problem.label = "here again";
    problem.notes.push_back({all_[known->second].entry.dn().span(), "first here"});
    problem.help = "a directory has it once; export it again, or leave one of the files out";
    return;
  }
  if (kind != Kind::Other) parents_.insert(dn->parent_key());
  all_.push_back({&file, entry, kind, std::move(*dn)});
}

/// `result: 4 Size limit exceeded`, or a part that another server has.
void Entries::tell_client(NodeView record) {
  const std::optional<NodeView> result = said(record, "result");
  const std::optional<NodeView> elsewhere = said(record, "ref");
  const bool is_whole = !elsewhere && (!result || result->scalar().starts_with("0"));
  if (is_whole) return;
  const NodeView place = elsewhere ? *elsewhere : *result;
  Diagnostic& problem =
      warn(reading_, "partial-source",
           elsewhere ? "a part of the directory is on another server"
                     : "the search ended with `" + shortened(result->scalar()) + "`",
           place.span());
  problem.label = "what else there is, is not known";
  problem.help = "export all of it: in pages (-E pr=1000/noprompt), and from each server";
  if (!said_partial_.is_known()) said_partial_ = place.span();
}

const Listed* Entries::find(const DistinguishedName& dn) const {
  const auto found = by_dn_.find(dn.key());
  return found == by_dn_.end() ? nullptr : &all_[found->second];
}

bool Entries::covers(const DistinguishedName& dn) const {
  return !said_partial_.is_known() && parents_.contains(dn.parent_key());
}

}  // namespace accessdrift::ldif
