#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "accessdrift/format/google_iap/unknowns.h"

namespace accessdrift::google_iap {

/// OAuth clients by which programs get to what a resource has, who may get there: a resource each,
/// below those that no other one is below.
///
/// What a plan does not tell of a list may be any client that another list of the side, or the
/// other side, lets in there: each is there with an unknown. So are, as one, further clients.
class Programs {
 public:
  Programs(SourceReading& reading, Attributes& attributes)
      : reading_(reading), attributes_(attributes) {}

  /// What settings of a resource say: a list, or what holds it beside what stands for the rest.
  /// None: a plan does not tell of which one. `has_veto`: what else it does not tell of them may
  /// keep out everybody, so whether clients are there needs no unknown of its own.
  void note(SourceReading::File& file, Name resource, NodeView programs, bool has_veto);

  /// When all resources are declared; `parents`: of each.
  void write(const std::map<Name, Name>& parents);

 private:
  struct List {
    SourceReading::File* file = nullptr;
    Name resource;
    NodeView written;
    std::vector<NodeView> known;
    std::optional<NodeView> untold;  ///< what stands for those that are not told
    bool has_veto = false;
  };
  /// Which programs get to one application.
  struct App {
    ResourceDeclaration resource;
    std::vector<AttributeValue> attributes;
    std::set<std::string> programs;      ///< that have been declared
    const List* first_untold = nullptr;  ///< of the lists that may count
  };

  [[nodiscard]] const List* list_above(Name resource) const;
  void remark_on(const List& list) const;
  [[nodiscard]] std::vector<App> apps() const;
  void write_programs(App& app);
  void write_nearest(App& app);
  void write_unplaced(App& app);
  /// Whether a client is there that may be: empty if that is told, or another unknown stands for
  /// it.
  [[nodiscard]] static std::string unknown_of(const App& app, std::string_view client);
  void write_further(App& app, const List& list);
  void write_told_apart(App& app);
  /// Of an application, as sides tell each other of them.
  [[nodiscard]] std::string programs_of(Name app) const;
  /// `unknown`: whether it is there; empty: it is.
  void declare(App& app, const List& list, const std::string& program, Place place,
               std::string_view unknown);

  SourceReading& reading_;
  Attributes& attributes_;
  std::vector<List> lists_;
  std::map<Name, std::size_t> list_of_;  ///< the first one of a resource
  std::map<Name, Name> parents_;
};

}  // namespace accessdrift::google_iap
