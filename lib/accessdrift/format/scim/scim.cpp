#include "accessdrift/format/scim/scim.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/base/text.h"
#include "accessdrift/format/cut_list.h"
#include "accessdrift/format/scim/groups.h"
#include "accessdrift/format/scim/pages.h"
#include "accessdrift/format/scim/resource.h"
#include "accessdrift/format/scim/resource_blocks.h"
#include "accessdrift/format/scim/users.h"
#include "accessdrift/format/source_reading.h"

namespace accessdrift::scim {
namespace {

using namespace source;

/// Reads all files of one side.
class ScimReading {
 public:
  explicit ScimReading(SourceReading& reading)
      : reading_(reading), users_(reading), groups_(reading, users_) {}

  void read() {
    for (SourceReading::File& file : reading_.files) read_file(file);
    tell_pages();
    groups_.declare();
    if (groups_.are_none() && names_groups_.is_known()) tell_groups();
  }

 private:
  /// Ids are interned some at a time, so that the look-ups wait for memory together.
  static constexpr std::size_t kTogether = 16;
  struct Texts {
    std::size_t id = 0;  ///< in `texts_`
    std::size_t name = 0;
    std::string folded;
    bool is_as_written = true;  ///< the user's name, folded
  };

  void read_file(SourceReading::File& file) {
    const NodeView root(file.document);
    const bool is_list = root.is_sequence() || is_list_response(root);
    if (root.is_sequence() && root.is_empty_collection())
      tell_not_of_format(root, "an empty list does not say of what");
    pages_.begin(root);
    ResourceBlocks blocks(root);
    for (std::span<const Resource> block = blocks.next(); !block.empty(); block = blocks.next()) {
      for (const Resource& resource : block) {
        if (!resource.is_known() && !(is_list && resource.is_other))
          tell_not_of_format(resource.node, "this is no resource of SCIM");
      }
      for (std::size_t from = 0; from < block.size(); from += kTogether)
        take(file, block.subspan(from, std::min(kTogether, block.size() - from)));
    }
    pages_.end();
  }
  void tell_not_of_format(NodeView what, std::string message) {
    report(reading_, "not-of-format", std::move(message), what.span()).label =
        "expected users and groups, with their `schemas`";
  }

  void take(SourceReading::File& file, std::span<const Resource> resources) {
    texts_.clear();
    for (const Resource& resource : resources) {
      if (resource.id) __builtin_prefetch(resource.id->scalar().data());
      if (resource.user_name) __builtin_prefetch(resource.user_name->scalar().data());
    }
    for (std::size_t i = 0; i < resources.size(); ++i) note_texts(resources[i], texts_of_[i]);
    interned_.resize(texts_.size());
    reading_.names.intern(texts_, interned_);
    for (std::size_t i = 0; i < resources.size(); ++i) take(file, resources[i], texts_of_[i]);
  }

  void note_texts(const Resource& resource, Texts& texts) {
    texts.id = texts_.size();
    if (resource.id) texts_.push_back(resource.id->scalar());
    texts.name = texts_.size();
    if (resource.is_user && resource.user_name) {
      const std::string_view written = resource.user_name->scalar();
      texts_.push_back(folded_ascii(written, texts.folded));
      texts.is_as_written = texts_.back() == written;
    }
    if (resource.is_group && resource.display_name)
      texts_.push_back(resource.display_name->scalar());
  }

  /// One that is of both kinds is a user by its name and a group by the other.
  void take(SourceReading::File& file, const Resource& resource, const Texts& texts) {
    const Name id = resource.id ? interned_[texts.id] : Name{};
    pages_.count(id, resource.is_group);
    std::size_t name = texts.name;
    if (resource.is_user && expect(resource, resource.user_name, "userName"))
      users_.declare(file.declarations, resource, id, interned_[name++], texts.is_as_written);
    if (resource.is_group && expect(resource, resource.display_name, "displayName"))
      groups_.note(file, resource, id, interned_[name]);
    if (resource.is_group) groups_.tell_one();
    const bool may_be_member = resource.is_user && !resource.is_group && resource.user_name;
    if (may_be_member && !id.is_none() && resource.groups && !names_groups_.is_known())
      names_groups_ = resource.groups->span();
  }

  /// Without a name nothing can speak of it.
  bool expect(const Resource& resource, const std::optional<NodeView>& name, std::string_view key) {
    if (name) return true;
    Diagnostic& problem =
        report(reading_, "missing-key", "this resource has no `" + std::string(key) + "`",
               resource.node.span());
    problem.label = "a required attribute, by which policies name it";
    return false;
  }

  /// Who is on the pages that are missing may be anybody.
  void tell_pages() {
    for (const Pages::List& list : pages_.partial(reading_.names.size())) {
      const std::string things = list.are_groups ? "groups" : "users";
      Diagnostic& problem = warn(reading_, "partial-source",
                                 std::to_string(list.held) + " of " + std::to_string(list.total) +
                                     " " + things + " are here",
                                 list.said);
      problem.label = "the other " + things + " are not known";
      problem.help = "export all pages of the list";
      groups_.tell_partial();
      if (!list.are_groups) source::open_directory(reading_, list.said);
    }
  }

  void tell_groups() {
    Diagnostic& problem =
        warn(reading_, "partial-source", "users name groups, and no group is here", names_groups_);
    problem.label = "so who is in which is not known";
    problem.help = "export the groups with their members, too";
  }

  SourceReading& reading_;
  Pages pages_;
  Users users_;
  Groups groups_;
  std::array<Texts, kTogether> texts_of_;
  std::vector<std::string_view> texts_;
  std::vector<Name> interned_;
  Span names_groups_;  ///< the first user's groups
};

}  // namespace

bool recognizes(NodeView root) {
  if (root.is_mapping()) return is_list_response(root) || is_certain(root);
  if (!root.is_sequence() || root.is_empty_collection()) return false;
  return is_certain(root.first_child());
}

void read(SourceReading& reading) { ScimReading(reading).read(); }

}  // namespace accessdrift::scim
