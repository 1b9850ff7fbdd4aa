#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/okta/answers.h"
#include "accessdrift/format/okta/groups.h"
#include "accessdrift/format/okta/people.h"

namespace accessdrift::okta {

/// Apps as resources, and who is assigned to them as policies. First all apps are noted, then
/// named, then lists of assignments are added, then `finish` declares them.
class Apps {
 public:
  Apps(SourceReading& reading, People& people, Groups& groups)
      : reading_(reading), people_(people), groups_(groups) {}

  void note(SourceReading::File& file, NodeView app);
  void name();
  /// A list of users or groups that are assigned to the app that each of them links to, or that the
  /// list is filed under.
  void add_assigned(const source::FiledList& list, Kind kind);
  /// Has the group of everybody declared where an app is open to all of them. Before `groups`
  /// finishes.
  void expect_everyone();
  void finish();

  /// The app that a list is filed under, or none.
  [[nodiscard]] bool has_owner(const source::FiledList& list) const {
    return owner(list) < apps_.size();
  }

 private:
  /// Who is assigned to an app, as one file tells it.
  struct Assigned {
    SourceReading::File* file = nullptr;
    Place body;
    std::vector<Mention> directly;
    std::vector<Mention> by_group;
    std::vector<Mention> groups;
  };
  struct App {
    SourceReading::File* file = nullptr;  ///< null: no list of apps has it
    NodeView app;
    Place key;
    std::string id;  ///< here: `okta/Payroll`
    Name resource;
    std::vector<Assigned> users;   ///< by file
    std::vector<Assigned> groups;  ///< likewise
  };

  /// Of `apps_`, or as many as there are.
  [[nodiscard]] std::size_t owner(const source::FiledList& list) const;
  [[nodiscard]] App* app_of(const source::FiledList& list, std::size_t filed, NodeView item);
  App& unlisted(const source::FiledList& list, std::string_view id, NodeView item);
  static Assigned& assigned_in(std::vector<Assigned>& lists, const source::FiledList& list);
  void add_user(Assigned& assigned, NodeView user);
  void add_group(Assigned& assigned, NodeView item);

  void declare(App& app);
  void declare_lists(App& app, bool are_groups);
  /// Who is let in, and where that is told.
  struct Allowed {
    SourceReading::File& file;
    std::string_view what;
    Place key, body;
    std::vector<Mention> who;
    bool is_first = true;
  };
  void allow(const App& app, Allowed told);
  void allow_unknown(App& app, std::string_view whom, std::string_view request);

  SourceReading& reading_;
  People& people_;
  Groups& groups_;
  std::vector<App> apps_;  ///< in the order in which they were noted
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_title_;
  std::map<std::string, bool, std::less<>> told_unread_;  ///< by request
};

}  // namespace accessdrift::okta
