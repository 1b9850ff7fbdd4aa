#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "accessdrift/format/source_reading.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift::google_directory {

/// Accounts of the directory, and those of others who are members of its groups.
class People {
 public:
  explicit People(SourceReading& reading) : reading_(reading) {}

  /// Notes by what a user is known. Of several under one address a live one has it.
  void note(NodeView user);
  /// Declares a noted user; a deleted one only if no live one has the address.
  void declare(Declarations& declarations, NodeView user);
  /// Declares a member whom no list of users has: it signs in by an account of its own.
  void declare_stranger(Declarations& declarations, NodeView member, NodeView email,
                        bool is_service);
  /// Whom groups of another side have as such a member may be one here, in a group of which not all
  /// members are known.
  void declare_strangers_elsewhere();
  /// More accounts exist than are listed; `said` by what.
  void open(Span said);

  /// The account with that id or, without regard to case, that address or alias.
  [[nodiscard]] Name find(std::string_view id, std::string_view email) const;
  /// Addresses of all listed accounts that are not deleted, in the order of their numbers.
  [[nodiscard]] const std::vector<Name>& listed();
  /// The list of users is there, and whole.
  [[nodiscard]] bool are_complete() const { return !listed_.empty() && !said_open_.is_known(); }
  [[nodiscard]] bool are_listed() const { return !listed_.empty(); }

 private:
  [[nodiscard]] static bool is_deleted(NodeView user);
  void add_aliases(Declarations& declarations, UserDeclaration& declared, NodeView user);
  void add_status(UserDeclaration& declared, NodeView user, NodeView email);

  SourceReading& reading_;
  NameIndex<Name> by_id_;
  NameIndex<Name> by_address_;  ///< folded
  std::vector<Name> listed_;    ///< some of them perhaps twice
  NameIndex<Name> is_listed_;
  NameIndex<Name> is_declared_;
  Span said_open_;
};

}  // namespace accessdrift::google_directory
