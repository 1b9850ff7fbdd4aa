#include "accessdrift/drift/edits.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "accessdrift/drift/edit_collector.h"
#include "accessdrift/drift/pair_edits.h"
#include "accessdrift/drift/repeated_user_edits.h"
#include "accessdrift/drift/says_the_same.h"
#include "accessdrift/drift/set_edits.h"

namespace accessdrift {
namespace {

/// Collects the edits of one pair of snapshots, thing by thing.
class EditFinder {
 public:
  EditFinder(const Snapshot& before, const Snapshot& after)
      : before_(before), after_(after), pairs_(before, after, edits_) {
    for (const auto& file : before.files) in_before_.insert(file.get());
    for (const auto& file : after.files) {
      if (in_before_.contains(file.get())) shared_.insert(file.get());
      file_after_.emplace(file->text->path(), file.get());
    }
    for (const Snapshot* const side : {&before, &after}) {
      for (const Declared<UserDeclaration>& user : side->repeated_users) repeated_.insert(user->id);
    }
  }

  std::vector<Edit> find() {
    const auto pair = [this](const auto& b, const auto& a) { pairs_.add(b, a); };
    directory();
    things(Thing::Context, before_.context, after_.context,
           [this](const auto& b, const auto& a) { pairs_.add(Thing::Context, b, a); });
    things(Thing::Attribute, before_.attributes, after_.attributes,
           [this](const auto& b, const auto& a) { pairs_.add(Thing::Attribute, b, a); });
    things(Thing::Network, before_.networks, after_.networks, pair);
    things(Thing::Window, before_.windows, after_.windows, pair);
    things(Thing::Condition, before_.named_conditions, after_.named_conditions, pair);
    things(Thing::User, declared_users(before_), declared_users(after_), pair);
    add_repeated_user_edits(before_, after_, edits_);
    things(Thing::Group, declared_groups(before_), declared_groups(after_), pair);
    things(Thing::Scope, before_.scopes, after_.scopes, pair);
    things(Thing::Client, before_.clients, after_.clients, pair);
    things(Thing::Type, before_.types, after_.types, pair);
    things(Thing::Resource, before_.resources, after_.resources, pair);
    things(Thing::Policy, before_.policies, after_.policies, pair);
    things(Thing::Set, before_.sets, after_.sets,
           [this](const auto& b, const auto& a) { add_set_edits(before_, after_, b, a, edits_); });
    things(Thing::Rename, before_.renames, after_.renames, pair);
    std::vector<Edit> edits = edits_.take();
    for (Edit& edit : edits) {
      if (!edit.after && !edit.seam.is_known()) edit.seam = start_of_file(edit.before->span.path());
    }
    return edits;
  }

 private:
  using Item = EditCollector::Item;
  using MaybeItem = std::optional<Item>;

  static std::span<const Declared<UserDeclaration>> declared_users(const Snapshot& snapshot) {
    return std::span(snapshot.users).first(snapshot.declared_users());
  }
  static std::span<const Declared<GroupDeclaration>> declared_groups(const Snapshot& snapshot) {
    return std::span(snapshot.groups).first(snapshot.declared_groups());
  }

  template <typename T>
  [[nodiscard]] std::string key_of(const Declared<T>& declared) const {
    return std::string(before_.text(name_of(*declared.it)));
  }

  template <typename T>
  void enter_rule(const Declared<T>& thing, const Snapshot& side) {
    std::string_view rule;
    if constexpr (requires { thing->rule.is_none(); })
      if (!thing->rule.is_none()) rule = side.text(thing->rule);
    edits_.within_rule(rule);
  }

  template <typename T>
  static bool is_same_body(const Declared<T>& b, const Declared<T>& a) {
    if constexpr (requires { b->body; }) {
      if (!b.file->bytes_tell || !a.file->bytes_tell) return false;
      const auto slice = [](const Declared<T>& d) {
        return d.file->text->bytes().substr(d->body.begin, d->body.end - d->body.begin);
      };
      return slice(b) == slice(a) && is_same_syntax(*b.file, *a.file);
    } else {
      return false;
    }
  }
  /// `{a: "x"}` means the same in both, but an escape or a plain word does not.
  static bool is_same_syntax(const Declarations& b, const Declarations& a) {
    return b.text->path().ends_with(".json") == a.text->path().ends_with(".json");
  }

  /// Whether both sides have it of one file, which says all of it: what another one lists, too, may
  /// count on one side only.
  template <typename T>
  [[nodiscard]] bool is_shared(const Declared<T>& declared) const {
    if constexpr (std::is_same_v<T, UserDeclaration>)
      if (repeated_.contains(declared->id)) return false;
    return shared_.contains(declared.file);
  }

  /// Those that are not shared.
  template <typename T, typename Things>
  [[nodiscard]] NameIndex<Id<T>> unshared(const Things& things) const {
    NameIndex<Id<T>> index;
    for (std::size_t i = 0; i < things.size(); ++i) {
      if (!is_shared(things[i])) index.set(name_of(*things[i].it), Id<T>{i});
    }
    return index;
  }

  template <typename Things, typename Changed>
  void things(Thing thing, const Things& before, const Things& after, Changed&& changed) {
    using T = std::remove_cvref_t<decltype(*before.front().it)>;
    const NameIndex<Id<T>> old = unshared<T>(before);
    std::vector<bool> met(before.size(), false);
    std::vector<const Declared<T>*> kept(before.size());  // in the file of the same path
    for (const Declared<T>& a : after) {
      if (is_shared(a)) continue;
      const Id<T> found = old.find(name_of(*a.it));
      if (found.is_none()) {
        if (a.file->is_of_version) continue;
        enter_rule(a, after_);
        edits_.add({{thing, key_of(a), {}, {}}, {}, Edit::Side{{}, a.key()}, {}});
        continue;
      }
      met[found.index()] = true;
      const Declared<T>& b = before[found.index()];
      if (b.file->text->path() == a.file->text->path()) kept[found.index()] = &a;
      edits_.within(a.key());
      enter_rule(a, after_);
      if (!is_same_body(b, a) && !says_the_same(b, a)) changed(b, a);
    }
    removed(thing, before, met, kept);
  }

  /// What was not met on the after side, but for what a version decides: with the files that ask
  /// for it on one side alone it comes and goes, and nothing else reads it; `kept` are those of
  /// before that are, where in one file.
  template <typename Things, typename Kept>
  void removed(Thing thing, const Things& before, const std::vector<bool>& met, const Kept& kept) {
    Span seam;
    for (std::size_t i = before.size(); i-- > 0;) {
      if (is_shared(before[i])) continue;
      const bool is_last = i + 1 == before.size() || before[i + 1].file != before[i].file;
      if (is_last) seam = last_kept(before, kept, i);
      if (kept[i] != nullptr) seam = kept[i]->key();
      if (met[i] || before[i].file->is_of_version) continue;
      enter_rule(before[i], before_);
      edits_.add(
          {{thing, key_of(before[i]), {}, {}}, Edit::Side{{}, before[i].key()}, {}, {}, seam});
    }
  }

  /// Of the things up to `last` in its file; unknown if none is.
  template <typename Things, typename Kept>
  static Span last_kept(const Things& things, const Kept& kept, std::size_t last) {
    for (std::size_t i = last + 1; i-- > 0 && things[i].file == things[last].file;) {
      if (kept[i] != nullptr) return kept[i]->key();
    }
    return {};
  }

  [[nodiscard]] Span start_of_file(std::string_view path) const {
    const auto found = file_after_.find(path);
    return found == file_after_.end() ? Span{} : found->second->span({});
  }

  void directory() {
    const auto find = [&](const Snapshot& side) -> MaybeItem {
      const Declared<DirectoryDeclaration> said = side.directory();
      if (said.it == nullptr) return std::nullopt;
      return Item{said->is_closed ? "closed" : "open", said.span(said->place)};
    };
    edits_.changed({Thing::Directory, "directory", "value", {}}, find(before_), find(after_));
  }

  const Snapshot& before_;
  const Snapshot& after_;
  std::set<const Declarations*> in_before_;
  std::set<const Declarations*> shared_;
  std::set<Name> repeated_;  ///< users whom several files of a side list
  std::map<std::string_view, const Declarations*> file_after_;  // by path
  EditCollector edits_;
  PairEdits pairs_;
};

}  // namespace

std::vector<Edit> find_edits(const Snapshot& before, const Snapshot& after) {
  if (before.files == after.files) return {};
  return EditFinder(before, after).find();
}

}  // namespace accessdrift
