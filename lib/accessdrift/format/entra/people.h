#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/entra/answers.h"
#include "accessdrift/format/group_lists.h"

namespace accessdrift::entra {

/// Kinds of users that policies name by a word.
enum class UserKind : std::uint8_t {
  Any,
  Guest,
  InternalGuest,
  CollaborationGuest,  ///< of another tenant, as are those of the next kind
  CollaborationMember,
};

/// Users of the tenant, and service principals where they act.
class People {
 public:
  explicit People(SourceReading& reading) : reading_(reading), lists_(reading, true) {}

  /// One that a list of users has; of members those that no list has.
  void declare(SourceReading::File& file, NodeView user, bool is_member);
  /// Notes a service principal, which is declared once something asks for it.
  void note_service(SourceReading::File& file, NodeView service);
  /// More users exist than are listed; `said` by what.
  void open(Span said);
  /// Call when all are declared.
  void finish();

  /// The user or service with that id, name or address; declares the service.
  [[nodiscard]] Name find(std::string_view word);
  /// Likewise; of an id on which a page that is not here may tell more, somebody with it.
  [[nodiscard]] Name find_or_suppose(SourceReading::File& file, NodeView id,
                                     bool may_be_service = false);
  /// Service principals exist that are not listed.
  void tell_cut_services() { are_services_cut_ = true; }
  [[nodiscard]] bool are_services_cut() const { return are_services_cut_; }
  [[nodiscard]] bool are_listed() const { return has_list_; }
  [[nodiscard]] bool are_complete() const { return has_list_ && !said_open_.is_known(); }

  /// The group of all users of a kind. Declared by `declare_groups` if it was asked for.
  [[nodiscard]] Name all_of(UserKind kind);
  void declare_groups();

 private:
  struct Service {
    SourceReading::File* file = nullptr;
    NodeView service;
    Name id;  ///< none: not declared yet
  };
  struct Listed {
    SourceReading::File* file = nullptr;
    Name id;
    Place key;
    std::optional<bool> is_guest;
    bool is_of_another_tenant = false;

    /// Nothing if it is not told.
    [[nodiscard]] std::optional<bool> is(UserKind kind) const;
  };

  /// What another side calls who has an id.
  [[nodiscard]] std::string name_elsewhere(const std::string& id);
  void tell_name(const std::string& id, std::string_view name);
  void add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user);
  void add_status(UserDeclaration& declared, NodeView user, bool is_member);
  Name declare_service(Service& service);
  void tell_statuses();
  void declare_group(Name group, UserKind kind);

  SourceReading& reading_;
  source::GroupLists lists_;
  std::map<std::string, Name, std::less<>> by_id_;
  std::map<std::string, Name, std::less<>> by_word_;  ///< folded
  std::map<std::string, Service, std::less<>> services_;
  std::map<std::string, int, std::less<>> service_names_;
  std::vector<Listed> listed_;
  std::set<Name> declared_;
  bool has_list_ = false;
  bool are_services_cut_ = false;
  Span said_open_;
  Span only_member_;  ///< the first one that no list of users has
  Span no_status_;    ///< the first one that does not say whether it is enabled
  std::size_t no_statuses_ = 0;
  std::map<UserKind, Name> asked_;
  bool told_no_types_ = false;
};

}  // namespace accessdrift::entra
