#include "accessdrift/report/origin_json.h"

namespace accessdrift {
namespace {

std::string_view word_of(OriginKind kind) {
  switch (kind) {
    case OriginKind::Commits:
      return "commits";
    case OriginKind::Merge:
      return "merge";
    case OriginKind::NotCommitted:
      return "not-committed";
    case OriginKind::BeforeOnly:
      return "before-only";
    case OriginKind::Cut:
      return "shallow";
    case OriginKind::Unknown:
      return "unknown";
  }
  return {};
}

}  // namespace

void write_commit_of(JsonWriter& json, const ReportEdit& edit) {
  if (!edit.origin || edit.origin->commits.empty()) return;
  const ReportCommit& newest = edit.origin->commits.front();
  json.key("commit").text(newest.id).key("author").text(newest.author);
}

void write_commit(JsonWriter& json, const ReportCommit& commit) {
  json.begin_object()
      .key("id")
      .text(commit.id)
      .key("author")
      .text(commit.author)
      .key("time")
      .text(commit.time)
      .key("subject")
      .text(commit.subject)
      .end_object();
}

void write_origin(JsonWriter& json, const ReportEdit& edit) {
  if (!edit.origin) return;
  json.key("origin").begin_object().key("kind").text(word_of(edit.origin->kind));
  json.key("commits").begin_array();
  for (const ReportCommit& commit : edit.origin->commits) write_commit(json, commit);
  json.end_array().key("gap").boolean(edit.origin->has_gap).end_object();
}

}  // namespace accessdrift
