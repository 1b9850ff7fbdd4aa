#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "accessdrift/drift/edit_collector.h"
#include "accessdrift/model/snapshot.h"

namespace accessdrift {

/// The edits of what both sides declare, and declare otherwise: fact by fact.
class PairEdits {
 public:
  /// REQUIRES: all three outlive it.
  PairEdits(const Snapshot& before, const Snapshot& after, EditCollector& edits)
      : before_(before), after_(after), edits_(edits) {}

  /// Of a request attribute, or of an attribute of users and resources.
  void add(Thing thing, const Declared<AttributeDeclaration>& b,
           const Declared<AttributeDeclaration>& a);
  void add(const Declared<NetworkDeclaration>& b, const Declared<NetworkDeclaration>& a);
  void add(const Declared<WindowDeclaration>& b, const Declared<WindowDeclaration>& a);
  void add(const Declared<NamedConditionDeclaration>& b,
           const Declared<NamedConditionDeclaration>& a);
  void add(const Declared<UserDeclaration>& b, const Declared<UserDeclaration>& a);
  void add(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a);
  void add(const Declared<ScopeDeclaration>& b, const Declared<ScopeDeclaration>& a);
  void add(const Declared<ClientDeclaration>& b, const Declared<ClientDeclaration>& a);
  void add(const Declared<TypeDeclaration>& b, const Declared<TypeDeclaration>& a);
  void add(const Declared<ResourceDeclaration>& b, const Declared<ResourceDeclaration>& a);
  void add(const Declared<PolicyDeclaration>& b, const Declared<PolicyDeclaration>& a);
  void add(const Declared<RenameDeclaration>& b, const Declared<RenameDeclaration>& a);

 private:
  using Item = EditCollector::Item;
  using MaybeItem = std::optional<Item>;
  struct Expressions {
    const Expression* before;
    const Expression* after;
  };

  [[nodiscard]] std::string text(Name name) const { return std::string(before_.text(name)); }
  template <typename T>
  [[nodiscard]] std::string key_of(const Declared<T>& declared) const {
    return text(name_of(*declared.it));
  }
  template <typename T>
  [[nodiscard]] std::vector<Item> items(const Declared<T>& declared,
                                        const std::vector<NamePlace>& names) const;
  template <typename T>
  [[nodiscard]] std::vector<Item> mentions(const Declared<T>& declared, const Mention* first,
                                           std::size_t count) const;
  template <typename T>
  void optional_names(const FactKey& key, const Declared<T>& b, const Declared<T>& a,
                      std::optional<std::vector<NamePlace>> T::*list);
  template <typename T>
  void attributes(Thing thing, const Declared<T>& b, const Declared<T>& a);
  template <typename T>
  void condition(const FactKey& key, const Declared<T>& b, const Declared<T>& a,
                 std::optional<ConditionText> T::*text, Expressions expressions);
  void openness(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a);
  void membership_ends(const Declared<GroupDeclaration>& b, const Declared<GroupDeclaration>& a);
  void methods(const Declared<TypeDeclaration>& b, const Declared<TypeDeclaration>& a);

  const Snapshot& before_;
  const Snapshot& after_;
  EditCollector& edits_;
  std::set<std::string> versions_;  ///< whose edit was looked for
};

}  // namespace accessdrift
