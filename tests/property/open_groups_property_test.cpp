#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "environment.h"
#include "loaded_world.h"
#include "naive.h"
#include "worlds.h"

/// In any one world an open group is a closed one: its further members and its representative are
/// people like others that are listed. So the naive reading of open groups is held against its
/// reading of closed ones.
namespace accessdrift::property {
namespace of_open_groups {

constexpr std::uint64_t kConfigurations = 600;
constexpr int kRequestsTried = 6;
constexpr std::size_t kMostRequests = 65'536;

/// Whether it can be written in a configuration.
bool is_plain(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

Item item_of(const Value& value) {
  if (std::holds_alternative<bool>(value) || std::holds_alternative<std::int64_t>(value))
    return Item::bare(to_text(value));
  if (const auto* set = std::get_if<std::set<std::string>>(&value))
    return Item::strings({set->begin(), set->end()});
  if (const auto* text = std::get_if<std::string>(&value)) return Item::string(*text);
  return Item::string(to_text(value));
}

std::map<std::string, Item> attributes_told(const RequestAttributes& request) {
  std::map<std::string, Item> attributes;
  for (const auto& [name, told] : request) {
    if (!name.starts_with("user.") || told.state != Told::State::Present) continue;
    attributes[name.substr(5)] = item_of(told.value);
  }
  return attributes;
}

std::string domain_of(const std::string& id) {
  const std::string text = folded("@" + id.substr(id.rfind('@') + 1));
  return id.find('@') == std::string::npos ? std::string() : text;
}

bool is_within(const DraftGroup& group, const DraftUser& user) {
  return group.within.empty() || std::ranges::any_of(group.within, [&](const std::string& domain) {
           return folded("@" + domain.substr(std::string("domain:").size())) == domain_of(user.id);
         });
}

std::string stand_in(const DraftGroup& group) { return "rep-of-" + group.id; }

/// Lists for ever.
void list(const Draft& draft, const DraftUser& user, DraftGroup& group) {
  std::erase_if(group.members,
                [&](const std::string& member) { return draft.user(member) == &user; });
  group.members.push_back(user.id);
  group.untils.erase(user.id);
}

/// The configuration in the world of a request: with nothing unknown.
Draft closed_in(Draft draft, const RequestAttributes& request) {
  for (DraftGroup& group : draft.groups) {
    if (!group.is_open) continue;
    const bool is_told = request.at("group:" + group.id) == Told::present(true);
    for (const DraftUser& user : draft.users) {
      const bool is_active = user.status.empty() || user.status == "active";
      if (is_told && is_active && is_within(group, user)) list(draft, user, group);
    }
  }
  for (DraftGroup& group : draft.groups) {
    if (!group.is_open) continue;
    DraftUser representative;
    representative.id = stand_in(group);
    representative.attributes = attributes_told(request);
    draft.users.push_back(representative);
    group.members.push_back(representative.id);
    group.is_open = group.is_external = false;
    group.within.clear();
  }
  return draft;
}

LoadedWorld load(const Draft& draft) {
  const Files files = render(draft.tree(), {});
  LoadedWorld world = load_world(files, files);
  REQUIRE_MESSAGE(!world.is_refused(), to_text(world.problems) << to_text(files));
  return world;
}

/// Who is somebody else in the closed configuration.
std::string id_in_closed(const Draft& draft, const std::string& id) {
  for (const DraftGroup& group : draft.groups) {
    if (group.is_open && id == "member:" + group.id) return stand_in(group);
  }
  return id;
}

bool is_writable(const RequestAttributes& request) {
  return std::ranges::all_of(request, [](const auto& one) {
    const auto* text = std::get_if<std::string>(&one.second.value);
    return text == nullptr || is_plain(*text);
  });
}

std::size_t check_request(const Draft& draft, const naive::Side& open,
                          const RequestAttributes& request) {
  const Draft closed_draft = closed_in(draft, request);
  const LoadedWorld world = load(closed_draft);
  const naive::Side closed(*world.before);
  std::size_t allowed = 0;
  std::vector<std::string> identities{std::string(kAnonymous)};
  for (const naive::Person& person : open.people) identities.push_back(person.id);
  for (const naive::Thing& thing : open.things) {
    for (const auto& [action, by] : thing.allowed_by) {
      for (const std::string& id : identities) {
        const bool expected = closed.decide(id_in_closed(draft, id), action, thing.id, request);
        allowed += expected ? 1 : 0;
        REQUIRE_MESSAGE(open.decide(id, action, thing.id, request) == expected,
                        id << ", " << action << " on " << thing.id << "\n"
                           << to_text(render(draft.tree(), {})));
      }
    }
  }
  return allowed;
}

TEST_CASE("naive: in one world an open group is a closed one") {
  std::size_t allowed = 0;
  std::size_t requests_tried = 0;
  const auto count = number_from_environment("ACCESSDRIFT_OPEN_CONFIGURATIONS", kConfigurations);
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    INFO("seed ", seed);
    Random random(seed);
    const Draft draft = draft_configuration(random, seed % 6 == 0, true);
    const LoadedWorld world = load(draft);
    const auto requests = naive::RepresentativeRequests::of(*world.before, *world.after,
                                                            start_of(seed), kMostRequests);
    if (requests.size() > kMostRequests) continue;
    const naive::Side side(*world.before);
    for (int i = 0; i < kRequestsTried && side.has_open_groups(); ++i) {
      const RequestAttributes request = requests.request(random.below(requests.size()));
      if (!is_writable(request)) continue;
      allowed += check_request(draft, side, request);
      ++requests_tried;
    }
  }
  MESSAGE(count << " configurations: " << requests_tried << " requests tried, with " << allowed
                << " times somebody allowed");
  CHECK(requests_tried * 4 >= count * kRequestsTried);
  CHECK(allowed >= requests_tried);
}

}  // namespace of_open_groups
}  // namespace accessdrift::property
