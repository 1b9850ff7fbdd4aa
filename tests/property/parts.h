#pragma once

#include "condition_writer.h"
#include "draft.h"
#include "random.h"

/// One random thing each, that fits what the draft has so far. Ids are chosen among those that are
/// free; `false`, or empty, if there is none.
namespace accessdrift::property {

bool add_context(Draft& draft, Random& random);
bool add_attribute(Draft& draft, Random& random);
bool add_network(Draft& draft, Random& random);
bool add_window(Draft& draft, Random& random);
bool add_user(Draft& draft, Random& random);
bool add_group(Draft& draft, Random& random);
/// Of the groups that there are one, rarely two; for some drafts none.
void open_groups(Draft& draft, Random& random);
/// Who is listed no more is still mentioned; some drafts stay closed.
void open_directory(Draft& draft, Random& random);
bool add_scope(Draft& draft, Random& random);
bool add_client(Draft& draft, Random& random);
bool add_type(Draft& draft, Random& random);
bool add_resource(Draft& draft, Random& random);
bool add_policy(Draft& draft, Random& random);
bool add_set(Draft& draft, Random& random);

[[nodiscard]] AttributeType random_type(Random& random, TypeKind usual);
[[nodiscard]] std::map<std::string, Item> random_attributes(const Draft& draft, Random& random);
[[nodiscard]] Item random_value(const AttributeType& type, Random& random);
/// Of somebody: the id, an alias, or the id in other capitals.
[[nodiscard]] std::string spell(const DraftUser& user, Random& random);
/// An id that may be nobody's, as it may be mentioned in an open directory.
[[nodiscard]] std::string random_unlisted(Random& random);
[[nodiscard]] std::string random_member(const Draft& draft, Random& random);
[[nodiscard]] std::string random_who(const Draft& draft, Random& random);
/// Whom a client may list as users.
[[nodiscard]] std::string random_client_user(const Draft& draft, Random& random);
/// An id of a resource, or a glob that matches some.
[[nodiscard]] std::string random_reach(const Draft& draft, Random& random);
[[nodiscard]] std::vector<std::string> random_actions(const Draft& draft,
                                                      const std::vector<std::string>& to,
                                                      Random& random);
void open_one(DraftGroup& group, Random& random);
/// Domains of the further members of an open group.
[[nodiscard]] std::vector<std::string> random_within(Random& random);
[[nodiscard]] std::string random_url(Random& random);
/// Methods for some of the type's actions.
void add_methods(DraftType& type, Random& random);
[[nodiscard]] std::string random_prefix(Random& random);
[[nodiscard]] std::string random_hours(Random& random);
[[nodiscard]] std::string fresh_uid(const Draft& draft, Random& random);
/// A usable id that nobody has; empty if there is none.
[[nodiscard]] std::string fresh_user_id(const Draft& draft, Random& random);

/// Those of `pool` that `is_taken` does not refuse.
template <typename IsTaken>
[[nodiscard]] std::vector<std::string> free_of(const std::vector<std::string>& pool,
                                               IsTaken is_taken) {
  std::vector<std::string> free;
  for (const std::string& id : pool) {
    if (!is_taken(id)) free.push_back(id);
  }
  return free;
}

}  // namespace accessdrift::property
