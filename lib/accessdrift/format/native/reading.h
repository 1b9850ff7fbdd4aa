#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/names.h"
#include "accessdrift/document/document.h"
#include "accessdrift/format/native/read.h"
#include "accessdrift/model/schema.h"

namespace accessdrift::native {

/// A file while it is read: what was found so far and what is wrong with it.
struct Reading {
  const Document& document;
  Names& names;
  NativeFile file;
  std::string fold_buffer;
  std::vector<std::uint64_t> key_buffer;
};

/// Whose keys are read, for messages: group `finance`. Cheap to make; text is put together only in
/// errors.
struct Owner {
  std::string_view kind;
  std::string_view id;
};

/// A key and its value.
struct Entry {
  NodeView key;
  NodeView value;
};

/// User text as it stands in a message: in backticks, cut if very long.
[[nodiscard]] std::string quoted(std::string_view text);
/// group `finance`; a kind without id stands alone.
[[nodiscard]] std::string to_text(const Owner& owner);

/// Adds an error; label, notes and help may be filled in.
Diagnostic& report(Reading& reading, std::string_view code, std::string message, Place place);
void report_wrong_type(Reading& reading, const Owner& owner, std::string_view key, NodeView value,
                       std::string_view expected);
/// An element of a list that is no text or empty.
void report_wrong_item(Reading& reading, const Owner& owner, std::string_view list, NodeView item);
void report_unknown_key(Reading& reading, const Owner& owner, NodeView key,
                        std::span<const std::string_view> expected);
void report_unknown_value(Reading& reading, const Owner& owner, std::string_view key,
                          NodeView value, std::span<const std::string_view> expected);
void report_missing_key(Reading& reading, const Owner& owner, std::string_view key, Place place);
void report_merge_key(Reading& reading, NodeView key);

[[nodiscard]] bool expect_mapping(Reading& reading, const Owner& owner, std::string_view key,
                                  NodeView value, std::string_view expected);
[[nodiscard]] bool expect_list(Reading& reading, const Owner& owner, std::string_view key,
                               NodeView value, std::string_view expected);
/// A non-empty text.
[[nodiscard]] bool expect_text(Reading& reading, const Owner& owner, std::string_view key,
                               NodeView value, std::string_view expected);

/// Whether the key of a mapping can be an id or name: not empty.
[[nodiscard]] bool expect_id(Reading& reading, std::string_view kind, NodeView key);
/// `[A-Za-z_][A-Za-z0-9_]*` and no word of the condition language.
[[nodiscard]] bool is_name(std::string_view text);
[[nodiscard]] bool expect_name(Reading& reading, std::string_view kind, NodeView key);
/// Ids do not start with `group:` and its like (DESIGN §3, identities).
[[nodiscard]] std::string_view reserved_prefix(std::string_view id);
/// `anonymous` and its like, which stand for themselves where policies name identities.
[[nodiscard]] bool is_reserved_word(std::string_view id);
[[nodiscard]] bool expect_no_reserved_prefix(Reading& reading, std::string_view kind,
                                             std::string_view id, Place place);

/// Calls `visit(Entry)` for each entry but a merge key, which is an error.
template <std::invocable<Entry> Visit>
void for_each_entry(Reading& reading, NodeView mapping, Visit visit) {
  for (NodeView key = mapping.first_child(); !key.is_end(mapping);) {
    const NodeView value = key.next_sibling();
    if (!key.is_quoted() && key.scalar() == "<<") {
      report_merge_key(reading, key);
    } else {
      visit(Entry{key, value});
    }
    key = value.next_sibling();
  }
}

template <std::invocable<NodeView> Visit>
void for_each_item(NodeView sequence, Visit visit) {
  for (NodeView item = sequence.first_child(); !item.is_end(sequence); item = item.next_sibling()) {
    visit(item);
  }
}

/// Nodes below a collection.
[[nodiscard]] std::size_t nodes_below(NodeView collection);

/// Where a list names again what it has named: (again, first), in the order of the list. Keys in
/// ascending order cost one pass and nothing else.
template <typename Item, typename KeyOf>
[[nodiscard]] std::vector<std::pair<std::size_t, std::size_t>> find_repeats(
    std::span<const Item> items, std::vector<std::uint64_t>& buffer, KeyOf key_of) {
  const auto is_unordered = [&](const Item& a, const Item& b) { return key_of(a) >= key_of(b); };
  if (std::ranges::adjacent_find(items, is_unordered) == items.end()) return {};
  buffer.clear();
  for (const Item& item : items) buffer.push_back(key_of(item));
  std::ranges::sort(buffer);
  if (std::ranges::adjacent_find(buffer) == buffer.end()) return {};
  std::map<std::uint64_t, std::size_t> first;
  std::vector<std::pair<std::size_t, std::size_t>> repeats;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto [known, is_new] = first.emplace(key_of(items[i]), i);
    if (!is_new) repeats.emplace_back(i, known->second);
  }
  return repeats;
}

enum class Emptiness : std::uint8_t { Allowed, Refused };

/// What a list names, and whether it may name nothing.
struct Listed {
  std::string_view things;
  Emptiness emptiness;
};

/// Where something is named a second and a first time.
struct Repeat {
  Place again, first;
};

/// A list of texts, interned as they are written; repeated ones are errors.
[[nodiscard]] std::vector<NamePlace> read_names(Reading& reading, const Owner& owner,
                                                std::string_view key, NodeView value,
                                                const Listed& listed);
/// One text, or a list of them; nothing where that was refused.
[[nodiscard]] std::vector<NamePlace> read_name_or_names(Reading& reading, const Owner& owner,
                                                        const Entry& entry,
                                                        std::string_view things);
void report_repeated_names(Reading& reading, const Owner& owner, std::string_view list,
                           std::span<const NamePlace> names);
void report_repeated_member(Reading& reading, const Owner& owner, std::string_view list,
                            std::string_view member, const Repeat& repeat);

[[nodiscard]] std::optional<ConditionText> read_condition(Reading& reading, const Owner& owner,
                                                          std::string_view key, NodeView value);

/// A date or time until which something of `owner` holds.
[[nodiscard]] std::optional<Until> read_until(Reading& reading, const Owner& owner,
                                              const Entry& entry);

/// Attributes of a user or resource, appended to the pool.
[[nodiscard]] Range read_attribute_values(Reading& reading, const Owner& owner, NodeView value);

void read_directory(Reading& reading, const Entry& entry);
void read_context(Reading& reading, NodeView section);
void read_attributes(Reading& reading, NodeView section);
void read_networks(Reading& reading, NodeView section);
void read_windows(Reading& reading, NodeView section);
void read_users(Reading& reading, NodeView section, bool are_services);
void read_groups(Reading& reading, NodeView section);
void read_scopes(Reading& reading, NodeView section);
void read_clients(Reading& reading, NodeView section);
void read_types(Reading& reading, NodeView section);
void read_resources(Reading& reading, NodeView section);
void read_policies(Reading& reading, NodeView section);
void read_sets(Reading& reading, NodeView section);
void read_renames(Reading& reading, NodeView section);
/// `owner`: what each of the list is.
void read_tests(Reading& reading, const Owner& owner, const Entry& entry);

/// Who a policy or a client names or what a group contains, before it is interned: an identity's id
/// folded, a group's without its prefix. `text` lives in the document or, until the next fold, in
/// the reading's `fold_buffer`.
struct MentionText {
  std::string_view text;
  MentionKind kind = MentionKind::User;
  Place place;
};
enum class MentionUse : std::uint8_t { Who, Member, ClientUser, Within };
[[nodiscard]] std::optional<MentionText> read_mention(Reading& reading, const Owner& owner,
                                                      std::string_view list, MentionUse use,
                                                      NodeView value);

/// Appends mentions to a list; their ids are interned some at a time, so that the look-ups in a
/// large table wait for memory together. Complete when it is gone.
class MentionList {
 public:
  MentionList(Reading& reading, std::vector<Mention>& mentions)
      : reading_(reading), mentions_(mentions) {}
  MentionList(const MentionList&) = delete;
  MentionList& operator=(const MentionList&) = delete;
  ~MentionList() { intern_waiting(); }

  void add(const MentionText& mention);

 private:
  static constexpr std::size_t kWaiting = 32;
  void intern_waiting();

  Reading& reading_;
  std::vector<Mention>& mentions_;
  std::array<std::string_view, kWaiting> waiting_;
  std::array<std::size_t, kWaiting> positions_{};
  std::size_t count_ = 0;
};

/// The list of a policy, of a client's users or of the domains of an open group; empty and repeated
/// ones are errors.
[[nodiscard]] std::vector<Mention> read_who(Reading& reading, const Owner& owner,
                                            std::string_view key, MentionUse use, NodeView value);

/// Repeated ones are errors.
void check_mentions(Reading& reading, const Owner& owner, std::string_view list,
                    std::span<const Mention> mentions);
[[nodiscard]] Name intern_identity(Reading& reading, std::string_view id);

}  // namespace accessdrift::native
