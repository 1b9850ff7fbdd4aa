#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/google_iap/conditions.h"
#include "accessdrift/format/google_iap/programs.h"
#include "accessdrift/format/google_iap/resources.h"
#include "accessdrift/format/google_iap/unknowns.h"

namespace accessdrift::google_iap {

/// What must let somebody through beside a binding: deny policies, principal access boundaries, and
/// what IAP's settings ask for.
class Gates {
 public:
  Gates(SourceReading& reading, Resources& resources, Attributes& attributes)
      : reading_(reading),
        resources_(resources),
        attributes_(attributes),
        programs_(reading, attributes) {}

  void deny(SourceReading::File& file, NodeView policy);
  void settings(SourceReading::File& file, NodeView settings);
  /// A principal access boundary, or what binds one: whom it keeps from what is not known.
  void boundary(SourceReading::File& file, NodeView boundary);

  /// Denies everybody on these resources, or everywhere if there are none, while a condition holds.
  void suppose(SourceReading::File& file, std::string_view what, const std::string& condition,
               const std::vector<NamePlace>& where, Place place);
  /// That there may be one.
  void expect(SourceReading::File& file, Place place);

  /// Where there may be gates, puts them and all that allows into sets. Last of all.
  void finish();

 private:
  struct Scope {
    Name resource;
    std::vector<std::string_view> actions;
    Place place;
  };

  /// All that lies in nothing, as told there.
  [[nodiscard]] std::vector<NamePlace> roots(Place place) const;
  void denial(SourceReading::File& file, Name resource, const std::string& id, NodeView written);
  /// A rule, as it is read: whom it denies what, and whom it lets through.
  struct Denial {
    std::string id;
    Scope scope;
    std::vector<Mention> who;
    std::optional<ConditionText> when;
    NodeView written;
  };
  void add_denial(SourceReading::File& file, Denial denied);
  /// What is there, and not told: it may take away anything of these actions. On no resource: on
  /// any.
  void deny_unknown(SourceReading::File& file, const std::string& id, NodeView untold,
                    const Scope& scope);
  /// What settings of one resource tell; what they do not, they inherit.
  struct Setting {
    SourceReading::File* file = nullptr;
    Scope scope;
    std::optional<NodeView> domains;  ///< `allowedDomainsSettings`
    std::optional<NodeView> options;  ///< `allowHttpOptions`
    std::optional<NodeView> reauth;   ///< `reauthSettings`
    std::optional<NodeView> tenants;  ///< of Identity Platform, whose people sign in
    std::optional<NodeView> pools;    ///< `workforceIdentitySettings`
    std::optional<NodeView> sources;  ///< `identitySources`
  };
  using Part = std::optional<NodeView> Setting::*;

  // gates_of_settings.cpp
  void write_settings();
  void write_setting(const Setting& setting);
  void settings_untold(SourceReading::File& file, NodeView untold, Name resource, bool may_add);
  void allowed_domains(const Setting& setting);
  void options(const Setting& setting);
  void options_untold(const Setting& setting, std::string_view untold);
  void reauthentication(const Setting& setting);
  /// Who signs in may be others than those whom bindings name. `may_add`: and bindings do not
  /// count.
  void identities(const Setting& setting, Part what, std::string_view name, bool may_add);
  /// A policy that denies where the setting counts: below it, too, but for what is told there.
  void add_veto(const Setting& setting, Part what, PolicyDeclaration veto, bool is_for_all_below);
  void add_bypass(const Setting& setting, Part what, PolicyDeclaration bypass);
  /// Adds to a setting's set what leaves out the resources below that tell the same themselves.
  void leave_to_below(const Setting& setting, Part what, const PolicyDeclaration& above,
                      Effect effect, SetDeclaration& all);
  [[nodiscard]] bool is_below(Name resource, Name above) const;
  [[nodiscard]] static Mention anyone(Place place);
  [[nodiscard]] static Mention authenticated(Place place);

  [[nodiscard]] PolicyDeclaration policy(const std::string& id, Effect effect, const Scope& scope);
  /// Whether nothing of the name was read before; if it was, that is told.
  [[nodiscard]] bool is_new(NodeView name);
  /// A policy or a set that stands beside the bindings.
  void add_gate(Name id, bool is_set);
  void write_boundaries();
  [[nodiscard]] std::set<Name> inside() const;
  /// All that allows and is in no set.
  [[nodiscard]] SetDeclaration bindings() const;
  [[nodiscard]] SetDeclaration set(std::string_view id, Combine combine) const;
  [[nodiscard]] ConditionText condition(SourceReading::File& file, NodeView denial);

  SourceReading& reading_;
  Resources& resources_;
  Attributes& attributes_;
  Programs programs_;
  SourceReading::File* file_ = nullptr;  ///< the first that may have a gate
  Place place_;
  std::set<std::string, std::less<>> names_;
  std::vector<Setting> settings_;
  /// Of all that there is: what denies, and what lets somebody through.
  std::vector<std::pair<SourceReading::File*, PolicyDeclaration>> boundaries_;
  std::vector<std::pair<SourceReading::File*, PolicyDeclaration>> bypasses_of_all_;
  /// Likewise what denies, whatever lets through.
  std::vector<std::pair<SourceReading::File*, PolicyDeclaration>> vetoes_of_all_;
  std::map<Name, Name> parents_;  ///< of resources
  std::vector<SetDeclaration::Member> gates_;
  std::vector<SetDeclaration::Member> bypasses_;
};

}  // namespace accessdrift::google_iap
