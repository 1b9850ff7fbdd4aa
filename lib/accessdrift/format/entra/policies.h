#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/entra/apps.h"
#include "accessdrift/format/entra/condition.h"
#include "accessdrift/format/entra/groups.h"
#include "accessdrift/format/entra/locations.h"
#include "accessdrift/format/entra/people.h"
#include "accessdrift/format/entra/sign_in.h"

namespace accessdrift::entra {

/// Policies of Conditional Access. Each is a set that lets through whom it excludes, denies whom it
/// includes where its conditions hold and its controls do not, and lets anybody else through; a
/// sign-in passes if all of them let it through, and somebody is assigned to the app.
class Policies {
 public:
  Policies(SourceReading& reading, People& people, Groups& groups, Apps& apps, Locations& locations)
      : reading_(reading), people_(people), groups_(groups), apps_(apps), locations_(locations) {}

  void note(SourceReading::File& file, NodeView policy);
  /// Has the apps that policies speak of added.
  void name_apps();
  /// Declares them, and what they ask for; returns their sets.
  [[nodiscard]] std::vector<Name> finish();

 private:
  struct Noted {
    SourceReading::File* file = nullptr;
    NodeView policy;
    NodeView title;
    std::string id;  ///< here: `entra: Require MFA`
  };
  struct Named {
    std::vector<Mention> who;
    std::vector<NamePlace> to;
  };

  [[nodiscard]] std::vector<NamePlace> apps_of(const Noted& noted, std::string_view prefix);
  [[nodiscard]] std::vector<NamePlace> targets_of(const Noted& noted);
  [[nodiscard]] std::vector<Mention> who(const Noted& noted, std::string_view prefix);
  void add_guests(const Noted& noted, NodeView users, std::string_view prefix,
                  std::vector<Mention>& who);
  [[nodiscard]] std::vector<Mention> services(const Noted& noted, std::string_view prefix);

  void add_state(const Noted& noted, Condition& when);
  void add_conditions(const Noted& noted, NodeView conditions, Condition& when);
  [[nodiscard]] std::string one_of(const Noted& noted, NodeView mapping, std::string_view key,
                                   std::string_view attribute);
  void add_words(const Noted& noted, NodeView mapping, std::string_view key,
                 std::string_view attribute, Condition& when);
  void add_platforms(const Noted& noted, NodeView platforms, Condition& when);
  void add_locations(const Noted& noted, NodeView locations, Condition& when);
  void add_devices(const Noted& noted, NodeView devices, Condition& when);
  void add_unknown(const Noted& noted, std::string_view key, NodeView value, Condition& when);
  /// False: the policy asks for nothing, so it keeps nobody out.
  [[nodiscard]] bool add_controls(const Noted& noted, Condition& when);
  [[nodiscard]] std::string control(const Noted& noted, NodeView word);
  [[nodiscard]] std::string strength(const Noted& noted, NodeView strength);
  /// Declares an attribute; one that is not built in is a truth value.
  [[nodiscard]] std::string fact(const Noted& noted, const std::string& name, Place place);

  void declare(const Noted& noted);
  Name add_policy(const Noted& noted, std::string_view what, Effect effect,
                  std::vector<Mention> named, const std::vector<NamePlace>& to);

  SourceReading& reading_;
  People& people_;
  Groups& groups_;
  Apps& apps_;
  Locations& locations_;
  std::vector<Noted> noted_;
  std::set<std::string> ids_;     ///< Entra's
  std::set<std::string> titles_;  ///< ids here
  std::vector<Name> sets_;
};

}  // namespace accessdrift::entra
