#pragma once

#include <string>
#include <vector>

#include "draft.h"
#include "random.h"

/// What random edits are made of.
namespace accessdrift::property {

/// One of them to be changed; null if there is none.
template <typename T>
T* one_of(std::vector<T>& all, Random& random) {
  return all.empty() ? nullptr : &all[random.below(all.size())];
}

template <typename T>
void drop_one(std::vector<T>& all, Random& random) {
  if (!all.empty()) all.erase(all.begin() + static_cast<std::ptrdiff_t>(random.below(all.size())));
}

/// Puts `text` somewhere in the list, in place of an element or beside all.
inline void put(std::vector<std::string>& list, const std::string& text, Random& random) {
  if (text.empty()) return;
  if (!list.empty() && random.chance(40)) list[random.below(list.size())] = text;
  list.insert(list.begin() + static_cast<std::ptrdiff_t>(random.below(list.size() + 1)), text);
}

inline void change_list(std::vector<std::string>& list, const std::string& addition,
                        Random& random) {
  if (random.chance(45)) {
    drop_one(list, random);
  } else {
    put(list, addition, random);
  }
}

/// One edit of somebody's own facts, or of whether somebody is in a group.
void mutate_people(Draft& draft, Random& random);

// mutate_ids.cpp: somebody or something goes by another id.
/// Said by `renames`, by an alias, by the uid, or not at all.
void rename_user(Draft& draft, Random& random);
void swap_ids(Draft& draft, Random& random);
/// A rename that renames nothing, as a rule.
void stray_rename(Draft& draft, Random& random);
/// Its place in its set is kept.
void rename_policy(Draft& draft, Random& random);
/// Said by `renames` or not.
void rename_resource(Draft& draft, Random& random);
void rename_group(Draft& draft, Random& random);

/// One edit of whether a group is open, how that is said, or of which domains its members are.
void mutate_open_groups(Draft& draft, Random& random);
// mutate_directory.cpp
/// One edit of who is mentioned and who is listed, or of whether the directory is open.
void mutate_directory(Draft& draft, Random& random);
/// One edit of what a condition tests strings for.
void mutate_texts(Draft& draft, Random& random);
/// One edit of where a resource is found, of what a method means, or of what a condition asks of
/// it.
void mutate_urls(Draft& draft, Random& random);
/// One edit of an `until` or a window.
void mutate_time(Draft& draft, Random& random);

}  // namespace accessdrift::property
