#include "accessdrift/format/okta/okta.h"

#include <vector>

#include "accessdrift/format/okta/answers.h"
#include "accessdrift/format/okta/apps.h"
#include "accessdrift/format/okta/groups.h"
#include "accessdrift/format/okta/people.h"

namespace accessdrift::okta {
namespace {

/// Reads all files of one side.
class OktaReading {
 public:
  explicit OktaReading(SourceReading& reading)
      : reading_(reading),
        people_(reading),
        groups_(reading, people_),
        apps_(reading, people_, groups_) {}

  void read() {
    for (SourceReading::File& file : reading_.files) {
      const NodeView root(file.document);
      std::vector<source::FiledList> lists;
      if (!source::find(root, "errorCode")) lists = lists_of(file);
      if (lists.empty()) tell_not_of_format(root);
      lists_.insert(lists_.end(), lists.begin(), lists.end());
    }
    each(Kind::Group, [this](const source::FiledList& list, NodeView group) {
      groups_.note(*list.file, group);
    });
    each(Kind::App,
         [this](const source::FiledList& list, NodeView app) { apps_.note(*list.file, app); });
    groups_.name();
    apps_.name();
    declare_people();
    each(Kind::Group, [this](const source::FiledList& list, NodeView group) {
      groups_.add_inside(*list.file, group);
    });
    for (const source::FiledList& list : lists_) add(list);
    apps_.expect_everyone();
    groups_.finish();
    apps_.finish();
  }

 private:
  template <typename Visit>
  void each(Kind kind, Visit&& visit) {
    for (const source::FiledList& list : lists_) {
      list.each([&](NodeView item) {
        if (kind_of(item) == kind) visit(list, item);
      });
    }
  }

  /// What is in a list, by what it has first.
  [[nodiscard]] static std::optional<Kind> kind_in(const source::FiledList& list) {
    if (!list.items.is_sequence()) return kind_of(list.items);
    return list.items.is_empty_collection() ? std::nullopt : kind_of(list.items.first_child());
  }

  void declare_people() {
    std::vector<const source::FiledList*> of_members;
    for (const source::FiledList& list : lists_) {
      if (kind_in(list) != Kind::User) continue;
      const bool is_filed = !groups_.owner_or_unlisted(list).is_none() || apps_.has_owner(list);
      is_filed ? of_members.push_back(&list) : declare_list(list, false);
    }
    for (const source::FiledList* const list : of_members) declare_list(*list, true);
    each(Kind::Group,
         [this](const source::FiledList& list, NodeView group) { declare_inside(list, group); });
    people_.finish();
  }

  void declare_list(const source::FiledList& list, bool are_members) {
    list.each([&](NodeView user) {
      if (kind_of(user) == Kind::User) people_.declare(list.file->declarations, user, are_members);
    });
  }

  void declare_inside(const source::FiledList& list, NodeView group) {
    const std::optional<NodeView> embedded = source::find(group, "_embedded");
    for (const std::string_view key : {"users", "members"}) {
      const auto declare = [&](NodeView user) {
        if (kind_of(user) == Kind::User) people_.declare(list.file->declarations, user, true);
      };
      source::each_item(group, key, declare);
      if (embedded) source::each_item(*embedded, key, declare);
    }
  }

  /// Members of a group and assignments to an app; the rest is declared already.
  void add(const source::FiledList& list) {
    const std::optional<Kind> kind = kind_in(list);
    if (kind == Kind::AppUser || kind == Kind::AppGroup) return apps_.add_assigned(list, *kind);
    if (kind == Kind::Group || kind == Kind::App || kind == Kind::Rule) return check(list);
    const bool is_of_app =
        apps_.has_owner(list) && (groups_.owner(list).is_none() || is_under(list, "apps"));
    if (is_of_app && is_under(list, "groups")) return apps_.add_assigned(list, Kind::AppGroup);
    if (is_of_app) return apps_.add_assigned(list, Kind::AppUser);
    const Name group = groups_.owner_or_unlisted(list);
    if (!group.is_none()) return groups_.add_members(list, group);
    if (kind == Kind::User) return check(list);
    tell_not_of_format(list.items);
  }

  /// That everything in a list is something.
  void check(const source::FiledList& list) {
    list.each([this](NodeView item) {
      if (!kind_of(item)) tell_not_of_format(item);
    });
  }

  void tell_not_of_format(NodeView what) {
    Diagnostic& problem =
        source::report(reading_, "not-of-format", "this is nothing that Okta answers", what.span());
    problem.label = "expected users, groups, apps or what is assigned to one";
    problem.help = "export it again; an empty list has to say by its path of what it is";
  }

  SourceReading& reading_;
  People people_;
  Groups groups_;
  Apps apps_;
  std::vector<source::FiledList> lists_;
};

}  // namespace

bool recognizes(NodeView root) { return is_certain(root); }

void read(SourceReading& reading) { OktaReading(reading).read(); }

}  // namespace accessdrift::okta
