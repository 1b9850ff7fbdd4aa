#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "accessdrift/format/gathered.h"
#include "accessdrift/format/table.h"

namespace accessdrift::gam {

/// Accounts of the directory, and those of others who are members of its groups.
class People {
 public:
  explicit People(SourceReading& reading) : reading_(reading) {}

  /// Notes by what the users of a table are known. Of several under one address a live one has it.
  void note(const source::Table& table);
  /// Declares the noted users of a table.
  void declare(SourceReading::File& file, const source::Table& table);
  /// A member whom no table of users has: it signs in by an account of its own.
  void declare_stranger(SourceReading::File& file, NodeView email, std::optional<NodeView> status,
                        bool is_service);
  /// Whom groups of another side have as such a member may be one here, in a group of which not all
  /// members are known.
  void declare_strangers_elsewhere();

  /// The account with that id or, without regard to case, that address or alias.
  [[nodiscard]] Name find(std::string_view id, std::string_view email) const;
  /// All listed accounts that are not deleted.
  [[nodiscard]] const std::set<Name>& listed() const { return listed_; }
  [[nodiscard]] bool are_listed() const { return !listed_.empty(); }

 private:
  struct Columns {
    std::optional<std::size_t> email, id, suspended, archived, deleted;
  };
  [[nodiscard]] static Columns columns_of(const source::Table& table);
  void tell_status(source::GatheredUsers::User& user, const Columns& columns,
                   const source::Table::Row& row);

  SourceReading& reading_;
  std::map<std::string, Name, std::less<>> by_id_;
  std::map<std::string, Name, std::less<>> by_address_;  ///< folded
  std::set<Name> listed_;
  std::set<Name> declared_;
};

}  // namespace accessdrift::gam
