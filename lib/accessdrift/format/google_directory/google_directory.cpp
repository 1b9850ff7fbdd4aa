#include "accessdrift/format/google_directory/google_directory.h"

#include "accessdrift/format/google_directory/answers.h"
#include "accessdrift/format/google_directory/groups.h"
#include "accessdrift/format/google_directory/people.h"

namespace accessdrift::google_directory {
namespace {

/// Reads all files of one side.
class DirectoryReading {
 public:
  explicit DirectoryReading(SourceReading& reading)
      : reading_(reading), people_(reading), groups_(reading, people_) {}

  void read() {
    each([this](SourceReading::File& file, Kind kind, NodeView resource) {
      if (kind == Kind::User) people_.note(resource);
      if (kind == Kind::Group || kind == Kind::CloudGroup) groups_.note(file, kind, resource);
    });
    tell_pages("users", true);
    tell_pages("groups", false);
    each([this](SourceReading::File& file, Kind kind, NodeView resource) {
      if (kind == Kind::User) people_.declare(file.declarations, resource);
    });
    for (SourceReading::File& file : reading_.files)
      groups_.note_removed(file, NodeView(file.document));
    for (const bool is_translated : {false, true}) {
      for (SourceReading::File& file : reading_.files) {
        if (file.is_translated != is_translated) continue;
        each_answer(NodeView(file.document),
                    [&](NodeView answer) { groups_.add_members(file, answer); });
      }
    }
    groups_.finish();
  }

 private:
  template <typename Visit>
  void each(Visit&& visit) {
    for (SourceReading::File& file : reading_.files) {
      each_answer(NodeView(file.document), [&](NodeView answer) {
        each_resource(answer, [&](Kind kind, NodeView resource) { visit(file, kind, resource); });
      });
    }
  }

  /// A list is whole where its last page is, the one that names no next one.
  void tell_pages(std::string_view key, bool are_people) {
    std::optional<NodeView> not_last;
    bool has_last = false;
    for (const SourceReading::File& file : reading_.files) {
      each_answer(NodeView(file.document), [&](NodeView answer) {
        if (!source::find(answer, key)) return;
        const std::optional<NodeView> next = next_page(answer);
        has_last = has_last || !next;
        if (!not_last) not_last = next;
      });
    }
    if (has_last || !not_last) return;
    Diagnostic& problem =
        source::warn(reading_, "partial-source",
                     "the last page of " + std::string(key) + " is not here", not_last->span());
    problem.label = "whoever is on further pages is not known";
    problem.help = "export all pages of the list";
    if (are_people) people_.open(not_last->span());
  }

  SourceReading& reading_;
  People people_;
  Groups groups_;
};

}  // namespace

bool recognizes(NodeView root) { return is_certain(root); }

void read(SourceReading& reading) { DirectoryReading(reading).read(); }

}  // namespace accessdrift::google_directory
