#include "accessdrift/format/entra/entra.h"

#include <algorithm>
#include <map>
#include <vector>

#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/entra/apps.h"
#include "accessdrift/format/entra/groups.h"
#include "accessdrift/format/entra/locations.h"
#include "accessdrift/format/entra/people.h"
#include "accessdrift/format/entra/policies.h"

namespace accessdrift::entra {
namespace {

constexpr std::string_view kAll = "entra";
constexpr std::string_view kAssigned = "entra: assigned";

/// Reads all files of one side.
class EntraReading {
 public:
  explicit EntraReading(SourceReading& reading)
      : reading_(reading),
        people_(reading),
        groups_(reading, people_),
        apps_(reading, people_, groups_),
        locations_(reading),
        policies_(reading, people_, groups_, apps_, locations_) {}

  void read() {
    for (SourceReading::File& file : reading_.files) {
      const std::vector<Page> pages = pages_of(file);
      if (pages.empty()) tell_not_of_format(NodeView(file.document));
      pages_.insert(pages_.end(), pages.begin(), pages.end());
    }
    note();
    read_people();
    add_members();
    add_assignments();
    finish();
  }

 private:
  template <typename Visit>
  void each(Kind kind, Visit&& visit) {
    for (const Page& page : pages_) {
      page.each([&](NodeView item) {
        if (kind_of(page, item) == kind) visit(page, item);
      });
    }
  }

  [[nodiscard]] static std::optional<Kind> kind_in(const Page& page) {
    if (!page.items.is_sequence()) return kind_of(page, page.items);
    return page.is_empty() ? page.said : kind_of(page, page.items.first_child());
  }

  /// Whether a page is what somebody or something has in it.
  [[nodiscard]] bool is_of_members(const Page& page) const {
    if (page.items.is_mapping()) return false;
    const std::optional<Kind> kind = kind_in(page);
    const bool can_be = !kind || kind == Kind::User || kind == Kind::Group ||
                        kind == Kind::ServicePrincipal || kind == Kind::Other;
    const bool is_list = kind && page.said == kind;
    return can_be && !is_list && is_filed_under_group(page);
  }
  [[nodiscard]] bool is_filed_under_group(const Page& page) const {
    return !groups_.owner(page).is_none() || source::is_under(page, "members") ||
           is_transitive(page);
  }

  void note() {
    for (const Kind kind : {Kind::Group, Kind::DirectoryRole}) {
      each(kind, [&](const Page& page, NodeView group) {
        const bool is_list = page.said == kind || !source::is_under(page, "members");
        if (is_list && source::find_text(group, "displayName"))
          groups_.note(*page.file, group, kind);
      });
    }
    groups_.name();
    each(Kind::ServicePrincipal, [&](const Page& page, NodeView service) {
      if (!is_of_members(page)) note_app(page, service);
    });
    each(Kind::ServicePrincipal,
         [&](const Page& page, NodeView service) { people_.note_service(*page.file, service); });
    each(Kind::Location,
         [&](const Page& page, NodeView location) { locations_.note(*page.file, location); });
    each(Kind::Policy,
         [&](const Page& page, NodeView policy) { policies_.note(*page.file, policy); });
    tell_cut();
    apps_.note_told_elsewhere();
    apps_.name();
    locations_.finish();
  }

  void tell_cut() {
    if (const auto said = tell_pages(Kind::ServicePrincipal, "service principals")) {
      apps_.tell_cut(*said);
      people_.tell_cut_services();
    }
    if (tell_pages(Kind::Location, "named locations")) locations_.tell_cut();
    if (const auto said = tell_pages(Kind::RoleAssignment, "assignments of roles"))
      groups_.tell_cut_roles(*said);
    tell_pages(Kind::DirectoryRole, "directory roles");
    tell_pages(Kind::Group, "groups");
    if (const auto said = tell_pages(Kind::User, "users")) people_.open(*said);
    if (const auto said = tell_pages(Kind::Policy, "policies")) last_policies_ = *said;
  }

  void note_app(const Page& page, NodeView service) {
    apps_.note(*page.file, service);
    people_.note_service(*page.file, service);
  }

  void read_people() {
    const auto declare = [this](bool are_members) {
      each(Kind::User, [&, this](const Page& page, NodeView user) {
        if (is_of_members(page) == are_members) people_.declare(*page.file, user, are_members);
      });
    };
    declare(false);
    declare(true);
    for (const Kind kind : {Kind::Group, Kind::DirectoryRole}) {
      each(kind, [this](const Page& page, NodeView group) {
        source::each_item(group, "members", [&](NodeView member) {
          if (kind_of(member) == Kind::User) people_.declare(*page.file, member, true);
          if (kind_of(member) == Kind::ServicePrincipal) people_.note_service(*page.file, member);
        });
      });
    }
    people_.finish();
  }

  /// A list is whole where its last page is, the one that names no next one. Where it is not: what
  /// says so.
  std::optional<Span> tell_pages(Kind kind, std::string_view things) {
    std::optional<NodeView> not_last;
    for (const Page& page : pages_) {
      if (kind_in(page) != kind || is_of_members(page)) continue;
      if (!page.next) return std::nullopt;
      if (!not_last) not_last = page.next;
    }
    if (!not_last) return std::nullopt;
    Diagnostic& problem =
        source::warn(reading_, "partial-source",
                     "the last page of " + std::string(things) + " is not here", not_last->span());
    problem.label = "what is on further pages is not known";
    problem.help = "export all pages of the list";
    return not_last->span();
  }

  void add_members() {
    for (const Kind kind : {Kind::Group, Kind::DirectoryRole}) {
      each(kind, [&, this](const Page& page, NodeView group) {
        if (!is_of_members(page)) groups_.add_inside(*page.file, group, kind);
      });
    }
    each(Kind::RoleAssignment, [this](const Page& page, NodeView assignment) {
      groups_.add_role_assignment(*page.file, assignment);
    });
    for (const Page& page : pages_) {
      const std::optional<Kind> kind = kind_in(page);
      if (is_of_members(page)) {
        const Name group = groups_.owner_or_unlisted(page);
        group.is_none() ? tell_untold(page) : groups_.add_members(page, group);
      } else if (!kind) {
        tell_not_of_format(page.items);
      } else if (kind != Kind::AppRoleAssignment) {
        check(page);
      }
    }
  }

  void add_assignments() {
    each(Kind::ServicePrincipal, [this](const Page& page, NodeView service) {
      if (!is_of_members(page)) apps_.add_inside(*page.file, service);
    });
    for (const Page& page : pages_) {
      if (kind_in(page) == Kind::AppRoleAssignment) apps_.add_assignments(page);
    }
  }

  void finish() {
    if (apps_.are_there() && last_policies_.is_known()) apps_.note_missing_policies(last_policies_);
    apps_.add_told_apart();
    policies_.name_apps();
    const std::vector<Name> sets = policies_.finish();
    if (apps_.are_there()) declare_order(apps_.finish(), sets);
    groups_.finish();
    people_.declare_groups();
  }

  /// Somebody must be assigned, and every policy of Conditional Access must let the sign-in pass.
  void declare_order(const std::vector<Name>& assigned, const std::vector<Name>& sets) {
    Declarations& declarations = apps_.first_file().declarations;
    const Place place = apps_.first_place();
    SetDeclaration inner;
    inner.id = reading_.names.intern(kAssigned);
    inner.key = inner.body = inner.combine_place = place;
    for (const Name policy : assigned) inner.members.push_back({policy, false, place});
    SetDeclaration outer;
    outer.id = reading_.names.intern(kAll);
    outer.key = outer.body = outer.combine_place = place;
    outer.combine = Combine::AllOf;
    outer.members.push_back({inner.id, true, place});
    for (const Name set : sets) outer.members.push_back({set, true, place});
    declarations.sets.push_back(std::move(inner));
    declarations.sets.push_back(std::move(outer));
  }

  /// That everything in a list is something.
  void check(const Page& page) {
    page.each([&, this](NodeView item) {
      if (!kind_of(page, item)) tell_not_of_format(item);
    });
  }

  void tell_not_of_format(NodeView what) {
    Diagnostic& problem = source::report(
        reading_, "not-of-format", "this is nothing that Microsoft Graph answers", what.span());
    problem.label = "expected users, groups, members, service principals, app roles or policies";
    problem.help = "export it again; an empty list has to say of what it is";
  }

  void tell_untold(const Page& page) {
    Diagnostic& problem =
        source::report(reading_, "untold-group", "of which group these are members is not told",
                       page.items.span());
    problem.label = "the list does not say it";
    problem.help = "name the file by the group's id or name: `members/Finance.json`";
  }

  SourceReading& reading_;
  People people_;
  Groups groups_;
  Apps apps_;
  Locations locations_;
  Policies policies_;
  std::vector<Page> pages_;
  Span last_policies_;  ///< what says that there are more
};

}  // namespace

bool recognizes(NodeView root) { return is_certain(root); }

void read(SourceReading& reading) { EntraReading(reading).read(); }

}  // namespace accessdrift::entra
