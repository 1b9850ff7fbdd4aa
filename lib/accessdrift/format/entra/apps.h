#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/entra/groups.h"
#include "accessdrift/format/entra/people.h"
#include "accessdrift/format/group_lists.h"

namespace accessdrift::entra {

/// The action of getting in, with whatever role.
inline constexpr std::string_view kAccess = "access";
/// What is told apart if a side lacks policies; no word for an app.
inline constexpr std::string_view kMissingPolicies = "policies on further pages";

/// Service principals as resources, their app roles as actions, and who is assigned to them as
/// policies. First all are noted, then named, then assignments are added, then `finish` declares
/// them.
class Apps {
 public:
  Apps(SourceReading& reading, People& people, Groups& groups)
      : reading_(reading), people_(people), groups_(groups), assigned_(reading, true) {}

  void note(SourceReading::File& file, NodeView service);
  /// That more are on pages that are not here; `said` by what. When all are noted, as is the next.
  void tell_cut(Span said);
  /// Tells sides that lack some what is here, and supposes there what others have.
  void note_told_elsewhere();
  void name();
  void add_assignments(const Page& page);
  /// Assignments that were asked for with the app.
  void add_inside(SourceReading::File& file, NodeView service);

  /// Apps that a policy means by the id of an application, or by another word; one that nobody
  /// lists is added.
  [[nodiscard]] std::vector<Name> by_app_id(SourceReading::File& file, NodeView word);
  /// All apps, those that are not listed too.
  [[nodiscard]] std::vector<Name> all(SourceReading::File& file, NodeView word);
  /// Something else that one signs in for.
  [[nodiscard]] Name other(SourceReading::File& file, const std::string& name, Place place);
  /// What policies of other sides speak of is there without being told, here too.
  void add_told_apart();

  /// There are policies that are not here: of any app, and they may refuse anything.
  void note_missing_policies(Span said);

  /// Declares everything; returns the policies that say who is assigned.
  [[nodiscard]] std::vector<Name> finish();
  [[nodiscard]] bool are_there() const { return !apps_.empty(); }
  /// The file and place of the first.
  [[nodiscard]] SourceReading::File& first_file() const { return *apps_.front().file; }
  [[nodiscard]] Place first_place() const { return apps_.front().key; }

 private:
  struct Role {
    std::string id;
    std::string name;
    bool is_of_users = true;
    bool is_assigned = false;
    Place place;
  };
  struct App {
    SourceReading::File* file = nullptr;
    std::optional<NodeView> service;  ///< none: no list of service principals has it
    Place key;
    std::string id;                ///< here: `entra/Payroll`
    std::string object = {};       ///< its id, folded; empty: not told, as are the next two
    std::string application = {};  ///< `appId`
    std::string title = {};
    bool is_supposed = false;  ///< told by another side, and may be on a page that is not here
    Name resource;
    std::vector<Role> roles;
    bool is_told = false;      ///< who is assigned to it
    bool is_cut = false;       ///< likewise, with further pages
    bool is_assigned = false;  ///< somebody is
    bool is_of_all = true;     ///< one of what policies call all apps
    bool is_rest = false;      ///< all that nothing names
  };

  static void add_roles(App& app);
  void register_app(App& app);
  App& add(SourceReading::File& file, std::string id, Place key);
  [[nodiscard]] App* owner(const Page& page);
  [[nodiscard]] App& app_of(SourceReading::File& file, NodeView assignment);
  void add_assignment(SourceReading::File& file, NodeView assignment);
  source::GroupLists::Part& assigned_in(SourceReading::File& file, App& app, std::string_view role,
                                        NodeView assignment);

  void declare(App& app);
  void allow(App& app, std::string_view what, Place key, Name group,
             const std::vector<std::string_view>& actions);
  void add_everybody(App& app);
  void deny(App& app, Place place);
  void suppose_policies();
  // missing_apps.cpp
  void suppose_apps();
  /// Where it is said, or the first.
  [[nodiscard]] SourceReading::File& file_of(Span said);
  [[nodiscard]] bool is_lacking_elsewhere(const App& app) const;
  void declare_missing();
  void declare_unknown(std::string_view name);
  /// Lets in whoever is signed in, or nobody, while a condition holds that reads an unknown.
  void suppose(std::string_view unknown, Effect effect, std::string when,
               const std::vector<NamePlace>& where);
  [[nodiscard]] bool tells_assigned(const App& app) const;
  void open_unread(App& app, bool is_of_everybody);
  void tell_unread(const App& app);
  [[nodiscard]] Name group_of(const App& app, std::string_view role);

  SourceReading& reading_;
  People& people_;
  Groups& groups_;
  source::GroupLists assigned_;
  std::deque<App> apps_;
  std::map<std::string, App*, std::less<>> by_object_;  ///< by folded id
  std::map<std::string, std::vector<App*>, std::less<>> by_app_;
  std::map<std::string, std::vector<App*>, std::less<>> by_title_;
  std::map<std::string, App*, std::less<>> others_;
  std::vector<Name> policies_;
  bool are_all_told_ = false;
  bool are_all_cut_ = false;
  Span missing_policies_;  ///< by what it is told that there are some
  Span missing_apps_;      ///< likewise of service principals
  bool told_unread_ = false;
};

}  // namespace accessdrift::entra
