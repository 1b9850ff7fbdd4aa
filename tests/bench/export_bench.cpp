#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accessdrift/document/json_reader.h"
#include "accessdrift/drift/compare.h"
#include "accessdrift/load/loader.h"
#include "tests/bench/in_memory.h"

/// export_bench [PEOPLE [PROJECTS [PAGE [full]]]]: exports of other systems beside what they are
/// measured by, all made up and in memory. A directory by SCIM, with what providers say of people
/// (`full`: with all that they may say), PAGE to a file, is loaded beside native JSON of the same
/// content; an export of Google's assets, twenty bindings a project, is compared with itself after
/// 13 edits, beside parsing both files on one thread: by the library's reader, and by nlohmann's a
/// line at a time. Each is the fastest of several, taken in turns; time is that of all threads, in
/// the program and in the kernel.
namespace {

using Clock = std::chrono::steady_clock;
using accessdrift::bench::Files;
using accessdrift::bench::side_of;

constexpr const char* kPolicies = R"({"accessdrift":1,"types":{"app":{"actions":{"read":[]}}},
"resources":{"a":{"type":"app"}},
"policies":{"p":{"allow":["group:team-0"],"to":["a"],"actions":["read"]}}})";
constexpr std::size_t kPeopleAGroup = 50;

/// Milliseconds that pass, and those of all threads.
struct Cost {
  double passed = 1e9;
  double worked = 1e9;
};

template <typename Run>
void take_fastest(Cost& least, Run&& run) {
  const std::clock_t worked_from = std::clock();
  const auto from = Clock::now();
  run();
  const std::chrono::duration<double, std::milli> passed = Clock::now() - from;
  least.passed = std::min(least.passed, passed.count());
  least.worked = std::min(least.worked,
                          1e3 * static_cast<double>(std::clock() - worked_from) / CLOCKS_PER_SEC);
}

std::string quoted(const std::string& text) { return '"' + text + '"'; }
std::string id_of(std::size_t number) {
  std::string digits = std::to_string(number);
  return "9f0c2b1e-77aa-4c01-8d5e-" + std::string(12 - digits.size(), '0') + digits;
}
std::string address_of(std::size_t number) {
  return "person." + std::to_string(number) + "@corp.example";
}

/// Lists of lists, a page each.
struct Directory {
  Files scim = {{"policies.json", kPolicies}};
  Files native = {{"policies.json", kPolicies}};
};

std::string list_of(const std::string& resources, std::size_t total) {
  return R"({"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":)" +
         std::to_string(total) + R"(,"Resources":[)" + resources + "]}";
}

/// All that SCIM has of somebody, from behind the name.
std::string full_profile(std::size_t number, const std::string& id, const std::string& address) {
  const std::string digits = std::to_string(number);
  return R"("name":{"formatted":"Some Person","familyName":"Person","givenName":"Some"},)"
         R"("displayName":"Some Person","title":"Engineer","userType":"Employee",)"
         R"("preferredLanguage":"de-DE","locale":"de-DE","timezone":"Europe/Berlin",)"
         R"("emails":[{"value":)" +
         quoted(address) + R"(,"type":"work","primary":true}],"phoneNumbers":[{"value":"+49 30 )" +
         digits + R"(","type":"work"},{"value":"+49 151 )" + digits +
         R"(","type":"mobile"}],"addresses":[{"type":"work","streetAddress":"Straße )" + digits +
         R"(","locality":"Berlin","region":"BE","postalCode":"10115","country":"DE",)" +
         R"("primary":true}],"groups":[{"value":)" + quoted(id) +
         R"(,"display":"team","type":"direct"}],"active":true,)" +
         R"("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":")" +
         digits + R"(","costCenter":"4130","organization":"Corp","division":"Works",)" +
         R"("department":"Tools","manager":{"value":)" + quoted(id) +
         R"(,"displayName":"Some Manager"}},"meta":{"resourceType":"User",)" +
         R"("created":"2024-03-01T10:00:00Z","lastModified":"2026-01-15T08:30:00Z",)" +
         R"("version":"W/\"a330bc54f0671c9\"",)" +
         R"("location":"https://idp.example/scim/v2/Users/)" + id + R"("}})";
}

/// What providers mostly say.
std::string common_profile(const std::string& id, const std::string& address) {
  return R"("name":{"familyName":"Person","givenName":"Some"},"displayName":"Some Person",)"
         R"("emails":[{"value":)" +
         quoted(address) + R"(,"type":"work","primary":true}],"active":true,)" +
         R"("meta":{"resourceType":"User","created":"2024-03-01T10:00:00Z",)" +
         R"("location":"https://idp.example/scim/v2/Users/)" + id + R"("}})";
}

void add_people(Directory& made, std::size_t people, std::size_t page, bool is_full) {
  std::string scim, native;
  for (std::size_t i = 0; i < people; ++i) {
    const std::string id = id_of(i), address = address_of(i);
    const std::string comma = i % page > 0 ? "," : "";
    scim += comma + R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:User")" +
            (is_full ? R"(,"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")" : "") +
            R"(],"id":)" + quoted(id) + R"(,"externalId":"00u)" + std::to_string(i) +
            R"(","userName":)" + quoted(address) + ',' +
            (is_full ? full_profile(i, id, address) : common_profile(id, address));
    native += (i > 0 ? "," : "") + quoted(address) + R"(:{"uid":)" + quoted(id) + "}";
    if ((i + 1) % page != 0 && i + 1 != people) continue;
    made.scim["users-" + std::to_string(i / page) + ".json"] = list_of(scim, people);
    scim.clear();
  }
  made.native["users.json"] = R"({"accessdrift":1,"users":{)" + native + "}}";
}

void add_groups(Directory& made, std::size_t people) {
  std::mt19937 random(1);
  std::string scim, native;
  const std::size_t groups = people / kPeopleAGroup + 1;
  for (std::size_t g = 0; g < groups; ++g) {
    const std::string name = quoted("team-" + std::to_string(g)), comma = g > 0 ? "," : "";
    std::string members, mentions;
    const std::size_t step = people / 30 + 1;  // so that nobody is in it twice
    for (std::size_t who = random() % step; who < people; who += step) {
      const std::string between = members.empty() ? "" : ",";
      members += between + R"({"value":)" + quoted(id_of(who)) +
                 R"(,"display":"Some Person","type":"User"})";
      mentions += between + quoted(address_of(who));
    }
    scim += comma + R"({"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":)" +
            quoted(id_of(people + g)) + R"(,"displayName":)" + name + R"(,"members":[)" + members +
            "]}";
    native += comma + name + R"(:{"members":[)" + mentions + "]}";
  }
  made.scim["groups.json"] = list_of(scim, groups);
  made.native["groups.json"] = R"({"accessdrift":1,"groups":{)" + native + "}}";
}

constexpr int kTurns = 3;

void load(const Files& files, Cost& least) {
  const auto side = side_of(files);
  take_fastest(least, [&] {
    accessdrift::Loader loader;
    if (!loader.load(side)) std::exit(1);
  });
}

/// On one thread, JSON in whole.
void parse_all(const std::vector<const Files*>& sides, Cost& least) {
  take_fastest(least, [&] {
    for (const Files* const files : sides) {
      for (const auto& [path, bytes] : *files) {
        const auto text = std::make_shared<accessdrift::SourceText>(path, bytes);
        if (!accessdrift::JsonReader(text, path.ends_with(".jsonl")).read()) std::exit(1);
      }
    }
  });
}

/// Likewise, each line by itself, as a program without this library would.
void parse_lines_plainly(const std::vector<const Files*>& sides, Cost& least) {
  take_fastest(least, [&] {
    for (const Files* const files : sides) {
      for (const auto& [path, bytes] : *files) {
        for (std::size_t begin = 0; begin < bytes.size();) {
          const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
          const auto line = nlohmann::json::parse(bytes.data() + begin, bytes.data() + end);
          if (!line.is_object()) std::exit(1);
          begin = end + 1;
        }
      }
    }
  });
}

void directory(std::size_t people, std::size_t page, bool is_full) {
  Directory made;
  add_people(made, people, page, is_full);
  add_groups(made, people);
  Cost scim, native, parsing;
  for (int turn = 0; turn < kTurns; ++turn) {
    load(made.scim, scim);
    load(made.native, native);
    parse_all({&made.scim}, parsing);
  }
  std::printf(
      "SCIM, %zu people, %zu groups, %zu files: loading %.1f ms, %.1f of all threads (parsing "
      "alone "
      "%.1f ms), native JSON %.1f and %.1f ms: %.2f and %.2f of its speed\n",
      people, people / kPeopleAGroup + 1, made.scim.size() - 1, scim.passed, scim.worked,
      parsing.passed, native.passed, native.worked, native.passed / scim.passed,
      native.worked / scim.worked);
}

/// The lines of an export; every so often a binding has one member more.
std::string assets(std::size_t projects, std::size_t edited_every) {
  std::mt19937 random(2);
  std::string lines;
  std::size_t count = 0;
  for (std::size_t p = 0; p < projects; ++p) {
    const std::string project = "projects/" + std::to_string(100'000 + p);
    for (int service = 0; service < 4; ++service) {
      std::string bindings;
      for (int b = 0; b < 5; ++b) {
        const std::string group = "group:g" + std::to_string(random() % 300) + "@corp.example";
        const bool is_edited = edited_every > 0 && ++count % edited_every == 0;
        bindings += std::string(b > 0 ? "," : "") + R"({"role":"roles/iap.)" +
                    (b == 0 ? "tunnelResource" : "httpsResource") + R"(Accessor","members":[)" +
                    quoted(group) + (is_edited ? R"(,"user:new@corp.example")" : "") + "]";
        if (b > 1)
          bindings += R"(,"condition":{"title":"t)" + std::to_string(b) +
                      R"(","expression":"request.path.startsWith('/)" +
                      std::to_string(random() % 20) + R"x(/')"})x";
        bindings += "}";
      }
      lines += R"({"name":"//iap.googleapis.com/)" + project + "/iap_web/compute/services/" +
               std::to_string(service) +
               R"(","asset_type":"iap.googleapis.com/WebService","iam_policy":{"etag":"BwX=",)" +
               R"("bindings":[)" + bindings + R"(]},"ancestors":[)" + quoted(project) +
               R"(,"organizations/1"]})" + "\n";
    }
  }
  return lines;
}

void assets_compared(std::size_t projects) {
  constexpr std::size_t kEdits = 13;
  const Files before = {{"export.jsonl", assets(projects, 0)}};
  const Files after = {{"export.jsonl", assets(projects, projects * 20 / kEdits)}};
  std::size_t edits = 0;
  Cost loading, comparing, parsing, plain;
  for (int turn = 0; turn < kTurns; ++turn) {
    accessdrift::Sides sides;
    sides.before = side_of(before);
    sides.after = side_of(after);
    accessdrift::Loader loader;
    std::optional<accessdrift::Loader::Pair> loaded;
    take_fastest(loading, [&] {
      auto pair = loader.load(sides);
      if (!pair) std::exit(1);
      loaded = std::move(*pair);
    });
    take_fastest(comparing, [&] {
      edits = accessdrift::compare(loaded->before.snapshot, loaded->after.snapshot, 0).edits.size();
    });
    parse_all({&before, &after}, parsing);
    parse_lines_plainly({&before, &after}, plain);
  }
  const double all = loading.worked + comparing.worked;
  std::printf(
      "Google's assets, %zu bindings, %zu edits: loading both sides %.1f ms, %.1f of all threads, "
      "comparing %.1f ms; parsing alone %.1f ms (%.2f x), by nlohmann's reader %.1f ms (%.2f x)\n",
      projects * 20, edits, loading.passed, loading.worked, comparing.passed, parsing.worked,
      all / parsing.worked, plain.worked, all / plain.worked);
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, std::size_t otherwise) {
    return argc > at ? std::strtoul(argv[at], nullptr, 10) : otherwise;
  };
  const bool is_full = argc > 4 && std::string_view(argv[4]) == "full";
  directory(number(1, 100'000), number(3, is_full ? 100'000 : 400'000), is_full);
  assets_compared(number(2, 1'000));
}
