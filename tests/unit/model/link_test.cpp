#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "../format/native_sample.h"

namespace accessdrift {
namespace {

using sample::Reading;
using Words = std::vector<std::string>;

Snapshot linked(const std::string& text) { return Reading("accessdrift: 1\n" + text).linked(); }

template <typename Name>
Words words(const Snapshot& snapshot, const std::vector<Name>& names) {
  Words result;
  for (const Name name : names) result.emplace_back(snapshot.text(name));
  return result;
}

Words ids(const Snapshot& snapshot, const std::vector<ResourceIndex>& resources) {
  Words result;
  for (const ResourceIndex resource : resources) {
    result.emplace_back(snapshot.text(snapshot.resources[resource.index()]->id));
  }
  return result;
}

const Snapshot::Actions& actions(const Snapshot& snapshot, std::string_view resource) {
  return *snapshot.resource_actions[snapshot.find_resource(resource).index()];
}

}  // namespace

TEST_CASE("link: tables keep the order of files and places") {
  const Reading reading(std::map<std::string, std::string>{
      {"b.yaml", "accessdrift: 1\nusers: {a: {}}\nservices: {s: {}}"},
      {"a.yaml", "accessdrift: 1\nusers: {c: {}, b: {}}"}});
  const Snapshot snapshot = reading.linked();
  Words order;
  for (std::size_t i = 0; i < snapshot.users.size(); ++i)
    order.emplace_back(snapshot.user_id(UserIndex{i}));
  CHECK(order == Words{"c", "b", "a", "s"});
}

TEST_CASE("link: users are found by id and alias whatever the case of mail addresses") {
  const Snapshot snapshot =
      linked("users: {Ana@X.example: {aliases: [nick, A@x.example]}, Bo: {}}");
  CHECK(snapshot.find_user("ana@x.EXAMPLE") == UserIndex{0U});
  CHECK(snapshot.find_user("a@X.example") == UserIndex{0U});
  CHECK(snapshot.find_user("nick") == UserIndex{0U});
  CHECK(snapshot.find_user("Bo") == UserIndex{1U});
  CHECK(snapshot.find_user("bo").is_none());
  CHECK(snapshot.find_user("Nick").is_none());
  CHECK(snapshot.user_id(UserIndex{0U}) == "Ana@X.example");
  CHECK(snapshot.find_group("x").is_none());
}

TEST_CASE("link: of two claims to a name the first holds and an id outweighs an alias") {
  const Snapshot snapshot =
      linked("users: {a: {aliases: [b, c]}, b: {aliases: [c]}}\nservices: {a: {}}");
  CHECK(snapshot.find_user("a") == UserIndex{0U});
  CHECK(snapshot.find_user("b") == UserIndex{1U});
  CHECK(snapshot.find_user("c") == UserIndex{0U});
}

TEST_CASE("link: a directory is closed if it lists users or says so or nothing is declared") {
  CHECK(linked("users: {a: {}}").is_closed);
  CHECK(linked("services: {a: {}}").is_closed);
  CHECK(linked("directory: closed").is_closed);
  CHECK_FALSE(linked("groups: {}").is_closed);
  CHECK(link({}, std::make_shared<Names>()).is_closed);
}

TEST_CASE("link: a list of people is cut unless a directory is open for another reason") {
  const auto file = [](const std::string& path, bool is_cut, std::string_view format = "scim") {
    Declarations made;
    made.text = std::make_shared<const SourceText>(path, "");
    made.format = format;
    made.directory = DirectoryDeclaration{false, {}, {}, is_cut};
    return std::make_shared<const Declarations>(std::move(made));
  };
  const auto is_list_cut = [](std::vector<DeclarationsPointer> files) {
    return link(std::move(files), std::make_shared<Names>()).is_list_cut;
  };
  CHECK(is_list_cut({file("a", true), file("b", true)}));
  CHECK_FALSE(is_list_cut({file("a", true), file("b", false)}));
  CHECK_FALSE(is_list_cut({file("a", false), file("b", true)}));
  CHECK_FALSE(is_list_cut({file("a", true), file("b", false, kNativeFormat)}));
  CHECK_FALSE(is_list_cut({}));
}

std::vector<std::string> unlisted(const Snapshot& snapshot) {
  std::vector<std::string> ids;
  for (std::size_t u = snapshot.declared_users(); u < snapshot.users.size(); ++u)
    ids.emplace_back(snapshot.user_id(UserIndex{u}));
  return ids;
}

TEST_CASE("link: an open group has a representative, which counts no domain as its own") {
  const Snapshot snapshot = linked(
      "users: {a: {}}\ngroups: {A@x: {open: true}, a@x: {members: external}, closed: {open: "
      "false}}");
  CHECK(unlisted(snapshot) == std::vector<std::string>{"member:A@x", "member:a@x"});
  const UserIndex first = snapshot.find_user("member:A@x");
  CHECK(snapshot.is_representative(first));
  CHECK(snapshot.unlisted_user(first)->group == snapshot.find_group("A@x"));
  CHECK(snapshot.find_user("member:a@x") != first);
  CHECK(snapshot.schema.request.at("group:a@x") == AttributeType{TypeKind::Bool, {}, true, true});
  CHECK(snapshot.schema.request.contains("group:closed") == false);
  CHECK(snapshot.find_stranger("zoe@x").is_none());
}

TEST_CASE("link: an open directory knows who is mentioned, and strangers for all others") {
  const Snapshot snapshot = linked(
      "directory: open\nattributes: {level: int}\nusers: {Ana@Corp.Example: {aliases: "
      "[ana@old.example]}}\ngroups: {g: {members: [bo@x.example, ana@old.example], open: true, "
      "within: ['domain:y.example']}}\nresources: {r: {}}\npolicies: {p: {allow: [caro, "
      "'domain:Z.example'], to: [r]}}");
  CHECK(unlisted(snapshot) == std::vector<std::string>{"member:g", "bo@x.example", "caro",
                                                       "stranger:corp.example",
                                                       "stranger:x.example", "stranger:y.example",
                                                       "stranger:z.example", "stranger:*"});
  const auto stranger = [&](std::string_view id) {
    const UserIndex found = snapshot.find_stranger(id);
    return found.is_none() ? std::string("none") : std::string(snapshot.user_id(found));
  };
  CHECK(stranger("zoe@CORP.example") == "stranger:corp.example");
  CHECK(stranger("zoe@sub.corp.example") == "stranger:*");
  CHECK(stranger("zoe") == "stranger:*");
  CHECK(stranger("client:cli") == "none");
  CHECK(stranger("member:h") == "none");
  CHECK(snapshot.schema.request.at("user.level").is_world);
  CHECK(snapshot.unlisted_user(snapshot.find_user("ana@corp.example")) == nullptr);
}

TEST_CASE("link: the schema holds what conditions may read") {
  const Snapshot snapshot = linked(
      "directory: closed\ncontext: {auth.mfa: bool}\nattributes: {level: int}\nnetworks: {n: "
      "[]}\nscopes: {b: {}, a: "
      "{}}\nclients: {d: {}, c: {}}");
  CHECK(snapshot.schema.request.at("request.ip") == AttributeType{TypeKind::Ip, {}, false});
  CHECK(snapshot.schema.request.at("token.scopes") ==
        AttributeType{TypeKind::Set, {"a", "b"}, true});
  CHECK(snapshot.schema.request.at("auth.mfa").kind == TypeKind::Bool);
  CHECK(snapshot.schema.request.at("token.client") ==
        AttributeType{TypeKind::String, {"c", "d"}, false});
  CHECK(snapshot.schema.request.size() == 8);
  CHECK(snapshot.schema.attributes.at("level").kind == TypeKind::Int);
  CHECK(snapshot.schema.networks.contains("n"));
}

TEST_CASE("link: networks hold the prefixes of those nested in them") {
  const Snapshot snapshot =
      linked("networks: {a: [b, 10.0.0.0/8], b: [a, 192.0.2.0/24, 10.0.0.0/8], c: [missing]}");
  const auto prefixes = [&](std::string_view name) {
    Words texts;
    for (const IpPrefix& prefix : snapshot.prefixes.at(snapshot.names->find(name)))
      texts.push_back(to_text(prefix));
    return texts;
  };
  CHECK(prefixes("a") == Words{"10.0.0.0/8", "192.0.2.0/24"});
  CHECK(prefixes("b") == prefixes("a"));
  CHECK(prefixes("c").empty());
}

TEST_CASE("link: a scope is brought by those that include it over any number of steps") {
  const Snapshot snapshot = linked(
      "scopes: {read: {}, write: {includes: [read]}, admin: {includes: [write]}, loop: {includes: "
      "[loop]}}");
  const auto brought_by = [&](std::string_view name) {
    return words(snapshot, snapshot.brought_by.at(snapshot.names->find(name)));
  };
  CHECK(brought_by("read") == Words{"read", "write", "admin"});
  CHECK(brought_by("admin") == Words{"admin"});
  CHECK(brought_by("loop") == Words{"loop"});
}

TEST_CASE(
    "link: a resource without type and actions takes those of its nearest ancestor that has them") {
  const Snapshot snapshot = linked(
      "types: {app: {actions: {admin: [write], write: [read], read: []}}}\n"
      "resources: {leaf: {parent: mid}, mid: {parent: top}, top: {type: app}, own: {parent: top, "
      "actions: [go]}, root: {}, lost: {type: none}}");
  CHECK(words(snapshot, actions(snapshot, "leaf").names) == Words{"admin", "write", "read"});
  CHECK(words(snapshot, actions(snapshot, "leaf").allowed_by[2]) ==
        Words{"read", "admin", "write"});
  CHECK(words(snapshot, actions(snapshot, "leaf").allowed_by[0]) == Words{"admin"});
  CHECK(&actions(snapshot, "leaf") == &actions(snapshot, "top"));
  CHECK(words(snapshot, actions(snapshot, "own").names) == Words{"go"});
  CHECK(words(snapshot, actions(snapshot, "root").names) == Words{"access"});
  CHECK(actions(snapshot, "lost").names.empty());
}

TEST_CASE("link: equal actions are shared") {
  const Snapshot snapshot = linked(
      "types: {a: {actions: {x: []}}, b: {actions: {x: []}}}\nresources: {p: {type: a}, q: {type: "
      "b}, r: {actions: [x]}}");
  CHECK(&actions(snapshot, "p") == &actions(snapshot, "q"));
  CHECK(&actions(snapshot, "p") == &actions(snapshot, "r"));
}

TEST_CASE("link: parents that are missing or form a cycle are cut and the rest keeps its place") {
  const Snapshot snapshot = linked(
      "resources: {in: {parent: a}, a: {parent: b}, b: {parent: a}, orphan: {parent: none}, self: "
      "{parent: self}}");
  const auto parent = [&](std::string_view id) {
    return snapshot.parents[snapshot.find_resource(id).index()];
  };
  CHECK(parent("in") == snapshot.find_resource("a"));
  CHECK(parent("a").is_none());
  CHECK(parent("b").is_none());
  CHECK(parent("orphan").is_none());
  CHECK(parent("self").is_none());
  CHECK(ids(snapshot, snapshot.children[snapshot.find_resource("a").index()]) == Words{"in"});
  CHECK(words(snapshot, actions(snapshot, "in").names) == Words{"access"});
}

TEST_CASE("link: a chain of a hundred thousand parents is no recursion") {
  std::string text = "resources:\n  r0: {actions: [go]}\n";
  for (int i = 1; i < 100'000; ++i) {
    text += "  r" + std::to_string(i) + ": {parent: r" + std::to_string(i - 1) + "}\n";
  }
  const Snapshot snapshot = linked(text);
  CHECK(words(snapshot, actions(snapshot, "r99999").names) == Words{"go"});
}

TEST_CASE("link: globs expand to the resources that they match each once") {
  const Snapshot snapshot = linked(
      "resources: {b/x: {}, a/x: {}, a/y/z: {}}\n"
      "policies:\n  p: {allow: [u], to: ['a/*', '**/x', a/x]}\n  q: {allow: [u], to: ['a/**', "
      "missing]}\n  r: {allow: [u], to: ['*']}");
  CHECK(ids(snapshot, snapshot.policy_resources[0]) == Words{"b/x", "a/x"});
  CHECK(ids(snapshot, snapshot.policy_resources[1]) == Words{"a/x", "a/y/z"});
  CHECK(snapshot.policy_resources[2].empty());
}

TEST_CASE("link: policies and sets know the set that names them") {
  const Snapshot snapshot = linked(
      "policies: {p: {allow: [u], to: [r]}, q: {allow: [u], to: [r]}}\n"
      "sets: {outer: {policies: ['set:inner', missing, p]}, inner: {policies: [p]}}");
  const SetIndex outer = snapshot.set_by_name.find(snapshot.names->find("outer"));
  CHECK(snapshot.policy_standing[0].set == outer);
  CHECK(snapshot.policy_standing[0].position == 2);
  CHECK(snapshot.policy_standing[1].set.is_none());
  CHECK(snapshot.set_standing[1].set == outer);
  CHECK(snapshot.set_standing[0].set.is_none());
}

TEST_CASE("attribute_of: values are typed by the declaration") {
  const Snapshot snapshot = linked(
      "attributes: {i: int, s: string, b: bool, l: {set: [x, y]}, e: [x], p: ip}\n"
      "users: {u: {attributes: {i: 7, s: '7', b: true, l: [y, x], e: x, p: '::ffff:10.0.0.1', "
      "none: 1}}, v: {attributes: {i: '7', l: [z], e: y}}}\n"
      "resources: {r: {attributes: {l: []}}}");
  const UserIndex u{0U};
  const UserIndex v{1U};
  CHECK(snapshot.attribute_of(u, "i") == Value{std::int64_t{7}});
  CHECK(snapshot.attribute_of(u, "s") == Value{std::string("7")});
  CHECK(snapshot.attribute_of(u, "b") == Value{true});
  CHECK(snapshot.attribute_of(u, "l") == Value{std::set<std::string>{"x", "y"}});
  CHECK(snapshot.attribute_of(u, "e") == Value{std::string("x")});
  CHECK(snapshot.attribute_of(u, "p") == Value{*parse_ip("10.0.0.1")});
  CHECK_FALSE(snapshot.attribute_of(u, "none").has_value());
  CHECK_FALSE(snapshot.attribute_of(u, "nowhere").has_value());
  CHECK_FALSE(snapshot.attribute_of(v, "i").has_value());
  CHECK_FALSE(snapshot.attribute_of(v, "l").has_value());
  CHECK_FALSE(snapshot.attribute_of(v, "e").has_value());
  CHECK_FALSE(snapshot.attribute_of(v, "s").has_value());
  CHECK(snapshot.attribute_of(ResourceIndex{0U}, "l") == Value{std::set<std::string>{}});
}

}  // namespace accessdrift
