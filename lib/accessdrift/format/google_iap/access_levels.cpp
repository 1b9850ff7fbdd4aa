#include "accessdrift/format/google_iap/access_levels.h"

#include <algorithm>
#include <utility>

#include "accessdrift/base/text.h"
#include "accessdrift/format/google_iap/device_conditions.h"
#include "accessdrift/format/google_iap/level_names.h"
#include "accessdrift/format/google_iap/members.h"
#include "accessdrift/format/named_unknown.h"

namespace accessdrift::google_iap {
namespace {

using source::each_entry;
using source::each_item;
using source::find;
using source::find_text;
using source::is_true;
using source::text_of;

/// One of several ways to meet a level is not to be something.
void remark_on_negation(SourceReading::File& file, NodeView negate, std::string_view level) {
  source::remark(file, "GCP07", Severity::Warning,
                 "access level `" + shortened(level) + "` is met by whatever a condition is not",
                 negate.place())
      .label = "of conditions joined by OR this one is negated";
}

}  // namespace

void AccessLevels::declare(SourceReading::File& file, NodeView level) {
  const std::optional<NodeView> name = find_text(level, "name");
  if (!name) return;
  const std::string condition = condition_of_level(name->scalar());
  if (!declared_.insert(condition).second) {
    source::warn(reading_, "repeated-level",
                 "access level `" + shortened(name->scalar()) + "` is told twice", name->span())
        .label = "the first one counts";
    return;
  }
  NamedConditionDeclaration declared;
  declared.name = reading_.names.intern(condition);
  declared.key = name->place();
  declared.body = level.place();
  const std::optional<NodeView> simple = find(level, "basic");
  const std::optional<NodeView> advanced = find(level, "custom");
  const std::optional<NodeView> inner = advanced ? find(*advanced, "expr") : std::nullopt;
  const std::optional<NodeView> expression = inner ? find_text(*inner, "expression") : std::nullopt;
  if (simple) {
    declared.when = basic(file, condition, level, *simple);
  } else if (expression) {
    declared.when = custom(file, condition, name->scalar(), *expression);
  } else {
    ConditionWriter writing(level.place());
    writing.add(unknown(file, "all of access level " + std::string(name->scalar()), level.span(),
                        name->scalar()),
                level.place());
    declared.when = writing.take();
  }
  if (declared.when) suppose(file, condition, *declared.when);
  file.declarations.named_conditions.push_back(std::move(declared));
}

ConditionText AccessLevels::basic(SourceReading::File& file, const std::string& name,
                                  NodeView level, NodeView basic) {
  const bool is_any = text_of(basic, "combiningFunction") == "OR";
  const std::string_view level_name = text_of(level, "name");
  ConditionWriter writing(basic.place());
  bool is_first = true;
  check_shape(basic);
  each_item(basic, "conditions", [&](NodeView condition) {
    const Place begin{condition.place().begin, condition.place().begin + 1};
    if (!std::exchange(is_first, false)) writing.add(is_any ? " || " : " && ", begin);
    if (is_any && is_true(find(condition, "negate")))
      remark_on_negation(file, *find(condition, "negate"), level_name);
    write_condition({file, name, level_name}, condition, writing);
  });
  if (is_first) writing.add("true", basic.place());
  return writing.take();
}

/// Its fields, all of them; negated, none of them.
void AccessLevels::write_condition(const OfLevel& level, NodeView condition,
                                   ConditionWriter& writing) {
  const bool is_negated = is_true(find(condition, "negate"));
  bool is_first = true;
  each_entry(condition, [&](NodeView key, NodeView value) {
    const bool is_empty = !value.is_scalar() && value.is_empty_collection();
    if (key.scalar() == "negate" || value.kind() == NodeKind::Null || is_empty) return;
    const Place place{key.place().begin, value.place().end};
    const std::string words = field(level, key, value);
    writing.add(std::exchange(is_first, false) ? "(" : " && ", {place.begin, place.begin + 1});
    if (is_negated) writing.add("!", {place.begin, place.begin + 1});
    writing.add(words, place);
  });
  if (is_first) {
    writing.add("true", {condition.place().begin, condition.place().begin + 1});
  } else {
    writing.add(")", {condition.place().end - 1, condition.place().end});
  }
}

/// Words for what one field of a condition asks for.
std::string AccessLevels::field(const OfLevel& level, NodeView key, NodeView value) {
  const std::string_view field = key.scalar();
  SourceReading::File& file = level.file;
  const bool is_list = value.is_sequence();
  if (field == "ipSubnetworks" && is_list) {
    NetworkDeclaration network = new_network(level.condition, key.place());
    network.body = value.place();
    each_item(value, [&](NodeView prefix) { add_prefix(network, prefix); });
    return in_network(file, std::move(network));
  }
  if (field == "regions" && is_list) return "(iap.region in " + list_of_texts(value) + ')';
  if (field == "members" && is_list) return in_members(file, level.condition, value);
  if (field == "requiredAccessLevels" && is_list) return all_met(file, value);
  if (field == "devicePolicy") {
    const auto words = device_policy(value, [&](const std::string& fact, Place place) {
      attributes_.declare_flag(file, fact, place);
    });
    if (words) return *words;
  }
  return unknown(file, std::string(field) + ' ' + source::said_in(value),
                 {file.document.text.get(), {key.place().begin, value.place().end}}, level.name);
}

ConditionText AccessLevels::custom(SourceReading::File& file, const std::string& name,
                                   std::string_view level_name, NodeView expression) {
  const ConditionText written = condition_text(expression);
  const std::string policy(parts_of_level(level_name).first);
  ConditionWords words;
  words.unknown = [&](std::string_view text, Place place) {
    return unknown(file, text, {file.document.text.get(), place}, level_name);
  };
  words.level = [&](std::string_view level, Place place) { return met(file, level, place); };
  words.own = [&](const cel::SyntaxTree& tree, std::uint32_t node) -> std::optional<std::string> {
    constexpr std::string_view kLevels = "levels.";
    const cel::SyntaxNode& at = tree.at(node);
    if (at.kind == cel::SyntaxKind::Name && at.text.starts_with(kLevels)) {
      return met(file, policy + "/accessLevels/" + at.text.substr(kLevels.size()),
                 written.place_of(at.range.begin, at.range.end));
    }
    if (const auto prefixes = range_of_addresses(tree, node)) {
      NetworkDeclaration network =
          new_network(name, written.place_of(at.range.begin, at.range.end));
      for (const std::uint32_t prefix : *prefixes) {
        const ParsedPrefix parsed = parse_prefix(*text_literal(tree, prefix));
        if (parsed.problem) return std::nullopt;
        const cel::Range range = tree.at(prefix).range;
        network.entries.push_back({parsed.prefix, {}, written.place_of(range.begin, range.end)});
      }
      return in_network(file, std::move(network));
    }
    return device_test(tree, node);
  };
  return translated(written, words);
}

void AccessLevels::tell_shape(NodeView found, std::string_view expected) {
  source::report(reading_, "wrong-type", "an access level is not told so", found.span()).label =
      "expected " + std::string(expected);
}

/// What is read otherwise than it is meant would open what is closed.
void AccessLevels::check_shape(NodeView basic) {
  const std::optional<NodeView> conditions = find(basic, "conditions");
  if (!conditions || !conditions->is_sequence() || conditions->is_empty_collection())
    return tell_shape(conditions ? *conditions : basic, "`conditions`, one or more");
  const std::optional<NodeView> function = find(basic, "combiningFunction");
  const bool is_known = !function || (function->is_scalar() &&
                                      (function->scalar() == "AND" || function->scalar() == "OR"));
  if (!is_known) tell_shape(*function, "AND or OR");
  each_item(*conditions, [&](NodeView condition) {
    if (!condition.is_mapping()) return tell_shape(condition, "a condition with its fields");
    const std::optional<NodeView> negate = find(condition, "negate");
    if (negate && negate->kind() != NodeKind::Boolean) tell_shape(*negate, "true or false");
  });
}

std::string AccessLevels::all_met(SourceReading::File& file, NodeView list) {
  std::string all;
  each_item(list, [&](NodeView required) {
    if (required.kind() != NodeKind::String) return tell_shape(required, "a level's name");
    all += (all.empty() ? "" : " && ") + met(file, required.scalar(), required.place());
  });
  return all.empty() ? std::string("false") : '(' + all + ')';
}

std::string AccessLevels::in_members(SourceReading::File& file, const std::string& name,
                                     NodeView list) {
  GroupDeclaration group;
  const int count = ++lists_[name];
  const std::string id = name + "_members" + (count == 1 ? "" : '_' + std::to_string(count));
  group.id = reading_.names.intern(id);
  group.key = group.body = list.place();
  group.is_list = true;
  std::vector<Mention>& mentions = file.declarations.mentions;
  group.members = {static_cast<std::uint32_t>(mentions.size()), 0};
  std::set<Name> met;
  each_item(list, [&](NodeView written) {
    const std::string_view text = written.is_scalar() ? written.scalar() : std::string_view();
    if (text.starts_with("deleted:")) return;
    const bool is_one = text.starts_with("user:") || text.starts_with("serviceAccount:");
    const std::optional<Mention> one = is_one ? member(reading_, written) : std::nullopt;
    if (!one || one->kind != MentionKind::User)
      return tell_shape(written, "`user:` or `serviceAccount:`, and who it is");
    if (met.insert(one->id).second) mentions.push_back(*one);
  });
  group.members.count = static_cast<std::uint32_t>(mentions.size()) - group.members.first;
  file.declarations.groups.push_back(std::move(group));
  return "lists." + id;
}

NetworkDeclaration AccessLevels::new_network(const std::string& name, Place place) {
  NetworkDeclaration network;
  const int count = ++networks_[name];
  network.name = reading_.names.intern(count == 1 ? name : name + '_' + std::to_string(count));
  network.key = network.body = place;
  return network;
}

std::string AccessLevels::in_network(SourceReading::File& file, NetworkDeclaration network) {
  const std::string id(reading_.names.text(network.name));
  file.declarations.networks.push_back(std::move(network));
  return "(request.ip in networks." + id + ')';
}

void AccessLevels::add_prefix(NetworkDeclaration& network, NodeView prefix) {
  const std::string_view text = prefix.is_scalar() ? prefix.scalar() : std::string_view();
  const ParsedPrefix parsed = parse_prefix(text);
  if (parsed.problem) {
    source::report(reading_, "invalid-network",
                   "`" + shortened(text) + "` is no range of addresses", prefix.span())
        .label = "expected a prefix like 203.0.113.0/24, without bits behind it";
    return;
  }
  for (const NetworkDeclaration::Entry& entry : network.entries) {
    if (entry.prefix == parsed.prefix) return;
  }
  network.entries.push_back({parsed.prefix, {}, prefix.place()});
}

std::string AccessLevels::unknown(SourceReading::File& file, std::string_view what, Span span,
                                  std::string_view level) {
  return attributes_.unknown_condition(
      file, "a part of access level `" + shortened(level) + "` cannot be read exactly", what,
      span.place);
}

}  // namespace accessdrift::google_iap
